#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "engine/base/interval.h"
#include "engine/engine.h"
#include "engine/model/zone.h"
#include "tests/support/geos_presence.h"

namespace beatwatch {

/// What an engine and the GEOS oracle say of the same pings.
struct presence_comparison {
  std::size_t visits = 0;           ///< found by the engine
  std::size_t visits_unequal = 0;   ///< missing on either side, or off by more than rounding
  std::size_t zones_unequal = 0;    ///< whose dwell is off by more than rounding
  std::size_t zones_not_exact = 0;  ///< whose dwell is not equal to the millisecond
  std::int64_t dwell_ms = 0;        ///< over all zones, by the engine
  std::int64_t off_ms = 0;          ///< differences of dwell, summed over zones
  std::string first_difference;     ///< empty: none

  [[nodiscard]] bool equal() const { return visits_unequal == 0 && zones_unequal == 0; }
};

/// Puts the pings of a shift, as the oracle takes them, into the oracle. `plane` is the engine's;
/// `units` holds the devices' names, sorted; each device is a unit of its own.
geos_presence_answer count_with_geos(const zone_set& zones,
                                     std::span<const ping> pings,
                                     std::span<const std::string> units,
                                     const local_plane& plane,
                                     const geos_presence_rules& rules);

/// Asks the engine for every zone over `window`, in whole minutes around all pings.
presence_comparison compare_presence(const engine& counted,
                                     const zone_set& zones,
                                     std::span<const std::string> units,
                                     interval window,
                                     const geos_presence_answer& expected);

}  // namespace beatwatch
