#include "tests/support/true_presence.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/geo/plane_box.h"

namespace beatwatch {

void add_true_presence(const area& shape,
                       const carrier_track& carrier,
                       instant began,
                       interval window,
                       std::vector<interval>& out) {
  std::vector<leg_part> parts;
  for (std::size_t i = 0; i + 1 < carrier.at.size(); ++i) {
    plane_box box{carrier.at[i], carrier.at[i]};
    box.include(carrier.at[i + 1]);
    if (!box.meets(shape.bounds())) {
      continue;
    }
    const instant second = began + std::chrono::seconds{i};
    shape.inside_parts(carrier.at[i], carrier.at[i + 1], parts);
    for (const leg_part& part : parts) {
      const interval inside{second + duration{std::lround(part.from * 1'000.0)},
                            second + duration{std::lround(part.to * 1'000.0)}};
      if (const interval kept = intersection(inside, window); !kept.empty()) {
        out.push_back(kept);
      }
    }
  }
}

std::vector<interval> merged(std::vector<interval> times) {
  std::sort(times.begin(), times.end());
  std::vector<interval> out;
  for (const interval& time : times) {
    if (!out.empty() && time.from <= out.back().to) {
      out.back().to = std::max(out.back().to, time.to);
    } else {
      out.push_back(time);
    }
  }
  return out;
}

std::int64_t total_ms(const std::vector<interval>& times, interval window) {
  std::int64_t total = 0;
  for (const interval& time : times) {
    const interval kept = intersection(time, window);
    total += kept.empty() ? 0 : kept.length().count();
  }
  return total;
}

}  // namespace beatwatch
