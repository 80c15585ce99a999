#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/zone_clock.h"

namespace beatwatch {

/// A shift of the force, on each local day: from `start_minute` to `end_minute`, on the next day
/// when that is not later. Where clocks change it is as long as the clock makes it, as red windows
/// are.
struct force_shift {
  std::string name;                ///< [A-Za-z0-9_.-]{1,64}
  std::uint16_t start_minute = 0;  ///< of the local day, 0 ... 1439
  std::uint16_t end_minute = 0;    ///< 0 ... 1439
};

/// The shifts of that name that begin in `within`, each whole, in order.
std::vector<interval> shift_times(const force_shift& shift,
                                  const zone_clock& clock,
                                  interval within);

/// Those of any name that begin in `within`, in order; one that begins before the one before it
/// ends is left out, so that they are disjoint.
std::vector<interval> shift_times(const std::vector<force_shift>& shifts,
                                  const zone_clock& clock,
                                  interval within);

}  // namespace beatwatch
