#pragma once
#include <cstdint>

#include "replay/drawn_map.h"

namespace beatwatch {

/// Where the drawn town lies: the Dogger Bank in the North Sea, so that no reader can take it for a
/// real place.
inline constexpr plane_origin town_origin{.at = {.lat_e7 = 546'000'000, .lon_e7 = 22'000'000},
                                          .scale = 1.0};

/// Draws a town of about 2.5 km with eight villages around it, 13 km across: streets of uneven
/// length, every sixth one an arterial road, a few streets missing, some one-way, a park with
/// footpaths, turns forbidden at some crossings of arterials, lanes between the villages, and a
/// river from west to east that three road bridges cross (`town_bridges`). Every street can be
/// reached by car from every other one. Equal seeds give equal maps.
drawn_map draw_town(std::uint64_t seed);

inline constexpr int town_bridges = 3;

}  // namespace beatwatch
