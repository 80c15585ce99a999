#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/zone_clock.h"

namespace beatwatch {

/// A weekly rule in local time, "Fr-Sa 21:00-03:00": owned by the day it starts on, over midnight
/// when `end_minute` <= `start_minute`.
struct red_window {
  std::uint8_t days = 0;           ///< bit 0 Monday ... bit 6 Sunday
  std::uint16_t start_minute = 0;  ///< of the local day, 0 ... 1439
  std::uint16_t end_minute = 0;    ///< 1 ... 1440, or <= start: on the day after
  friend constexpr bool operator==(const red_window&, const red_window&) = default;
};

/// The parts of `within` that are red: sorted, disjoint, not touching. A start or end in the spring
/// gap moves forward to the end of the gap, so that no window ends before it starts; of an hour
/// that comes twice in autumn the start is the first and the end the last.
std::vector<interval> red_times(const std::vector<red_window>& windows,
                                const zone_clock& clock,
                                interval within);

}  // namespace beatwatch
