#include "engine/visibility/open_leg.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/visibility/reach_time.h"

namespace beatwatch {
namespace {

// When something that far away can have been reached, if before `latest`; rounded down.
instant reached_at(const open_leg& way, double metres, instant latest) {
  const std::int64_t longest_ms = (latest - way.from.observed_at).count();
  return way.from.observed_at + duration{ms_to_cover(metres, way.cap_mps * 1e-3, longest_ms)};
}

}  // namespace

presence_line presence_on(const open_leg& way, double signed_m) {
  presence_line line;
  const instant told_to = std::min(way.to, way.heard_until);
  const double beyond_error_m = std::abs(signed_m) - static_cast<double>(way.from.error_mm) * 1e-3;
  const instant reached = reached_at(way, beyond_error_m, told_to);
  if (signed_m >= 0.0) {
    line.append({way.from.observed_at, reached, presence_level::proved});
  }
  const instant stayed =
      signed_m > way.stay_m ? std::clamp(way.stays_until, reached, told_to) : reached;
  line.append({reached, stayed, presence_level::likely});
  line.append({stayed, told_to, presence_level::possible});
  if (told_to < way.to && (reached < told_to || signed_m >= 0.0)) {
    line.append({told_to, way.to, presence_level::unknown});
  }
  return line;
}

}  // namespace beatwatch
