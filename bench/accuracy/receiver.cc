#include "bench/accuracy/receiver.h"

#include <algorithm>
#include <cmath>

#include "engine/track/fix.h"
#include "replay/heading.h"

namespace beatwatch {

plane_point place_at(const std::vector<path_part>& way, instant t, std::size_t& part) {
  while (part + 1 < way.size() && way[part].to <= t) {
    ++part;
  }
  while (part > 0 && way[part].from > t) {
    --part;
  }
  const path_part& p = way[part];
  const auto whole = static_cast<double>((p.to - p.from).count());
  const double share =
      whole > 0.0 ? std::clamp(static_cast<double>((t - p.from).count()) / whole, 0.0, 1.0) : 1.0;
  const auto between = [&](std::int32_t a, std::int32_t b) {
    return a + static_cast<std::int32_t>(share * (static_cast<double>(b) - a));
  };
  return {between(p.from_at.x_mm, p.to_at.x_mm), between(p.from_at.y_mm, p.to_at.y_mm)};
}

std::vector<match_fix> listen(const std::vector<path_part>& way,
                              const receiver& how,
                              random_stream random) {
  std::vector<match_fix> fixes;
  const instant end = way.back().to;
  double slow_x = random.bell();
  double slow_y = random.bell();
  double seconds = how.phase_s;
  double last_s = 0.0;
  std::size_t part = 0;
  for (;; seconds += how.refresh_s) {
    const instant t = way.front().from + duration{static_cast<std::int64_t>(seconds * 1e3)};
    if (t > end) {
      return fixes;
    }
    constexpr double correlation_s = 60.0;
    for (; last_s < seconds; last_s += 1.0) {  // a step each second
      const double kept = 1.0 - 1.0 / correlation_s;
      const double fresh = std::sqrt(1.0 - kept * kept);
      slow_x = kept * slow_x + fresh * random.bell();
      slow_y = kept * slow_y + fresh * random.bell();
    }
    const double slow_part = how.correlated ? std::sqrt(0.8) : 0.0;
    const double fresh_part = how.correlated ? std::sqrt(0.2) : 1.0;
    const double x = how.noise_m * (slow_part * slow_x + fresh_part * random.bell());
    const double y = how.noise_m * (slow_part * slow_y + fresh_part * random.bell());
    const bool lost = random.chance(how.loss);
    const double speed_error = 0.4 * random.bell();
    const double heading_error = 5.0 * random.bell();
    const plane_point truth = place_at(way, t, part);
    match_fix fix{.observed_at = t,
                  .at = {truth.x_mm + static_cast<std::int32_t>(x * 1e3),
                         truth.y_mm + static_cast<std::int32_t>(y * 1e3)}};
    if (how.tells_motion) {
      const path_part& p = way[part];
      const double ms = static_cast<double>((p.to - p.from).count());
      const double mps = ms > 0.0 ? (p.to_mm - p.from_mm) / ms : 0.0;
      const double told = mps > 0.5 ? std::max(0.0, mps + speed_error) : 0.0;
      fix.speed_mmps = static_cast<std::uint32_t>(told * 1e3);
      const int heading = heading_cdeg(p.from_at, p.to_at) + static_cast<int>(heading_error * 100);
      fix.heading_cdeg = static_cast<std::uint16_t>((heading + 72'000) % 36'000);
    }
    if (!lost) {
      fixes.push_back(fix);
    }
  }
}

}  // namespace beatwatch
