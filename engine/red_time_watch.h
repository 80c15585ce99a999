#pragma once
#include <vector>

#include "engine/alerts/alarm_cause.h"
#include "engine/base/interval.h"

namespace beatwatch {

struct state;

/// When to look at the red times of zones.
struct red_time_watch {
  instant next_look = instant::max();  ///< no zone can be at risk before; max: none has red times
  std::vector<interval> of_zone;       ///< the red time that runs or comes next
};

/// Sectors with red zones that can still get what they miss, if a unit leaves soon: those with
/// nobody there, at most `red_zones_told` of a sector.
std::vector<alarm_cause> red_zones_at_risk(state& s);

inline constexpr std::size_t red_zones_told = 3;
inline constexpr std::uint32_t red_time_units = 3;  ///< nearest free ones

}  // namespace beatwatch
