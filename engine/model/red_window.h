#pragma once
#include <chrono>
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/calendar_range.h"
#include "engine/model/zone_clock.h"

namespace beatwatch {

/// What a window does to those before it in the list.
enum class red_effect : std::uint8_t {
  adds,        ///< is red besides them
  replaces,    ///< is red, and none of them begins on its days
  takes_away,  ///< its time is not red, whichever day began what it cuts
  clears,      ///< none of them begins on its days; it has no time of its own
};

/// A stretch of local time, "Fr-Sa 21:00-03:00", on each day that one of `days` and the dates both
/// name; owned by the day it starts on, over midnight when `end_minute` <= `start_minute`.
/// A rule of several times or dates is several windows, of which the first replaces and the others
/// add.
struct red_window {
  static constexpr std::uint8_t every_day = 0x7f;
  static constexpr std::uint8_t public_holidays = 0x80;

  std::uint8_t days = 0;           ///< bit 0 Monday ... bit 6 Sunday, bit 7 public holidays
  std::uint16_t start_minute = 0;  ///< of the local day, 0 ... 1439
  std::uint16_t end_minute = 0;    ///< 1 ... 1440, or <= start: on the day after
  red_effect effect = red_effect::adds;
  calendar_range dates;
  friend constexpr bool operator==(const red_window&, const red_window&) = default;
};

/// What is red of the windows that start on the local day `day`: sorted, disjoint, not touching.
/// Local time becomes UTC as follows, so that no window ends before it starts: a start or end in
/// the spring gap moves forward to the end of the gap; of an hour that comes twice in autumn the
/// start is the first and the end the last.
std::vector<interval> red_times_of_day(const std::vector<red_window>& windows,
                                       const zone_clock& clock,
                                       std::chrono::sys_days day);

/// The parts of `within` that are red by the windows of any day: sorted, disjoint, not touching.
std::vector<interval> red_times(const std::vector<red_window>& windows,
                                const zone_clock& clock,
                                interval within);

}  // namespace beatwatch
