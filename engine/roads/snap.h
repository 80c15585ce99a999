#pragma once
#include <cstdint>
#include <optional>

#include "engine/geo/plane_point.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

enum class road_user : std::uint8_t { car, foot };

/// A position brought onto the network.
struct snapped_place {
  road_place place;               ///< in a direction open to the user
  plane_point at;                 ///< the point of the road
  std::uint32_t distance_mm = 0;  ///< of the position from it
};

/// The nearest road that `user` may use, within `limit_mm` of `at`; empty when there is none.
///
/// With a heading (clockwise from true north, 0 ... 35 999), of a road open both ways the direction
/// nearer to it is taken, and a one-way road that runs against it (by more than 90 degrees) counts
/// as `against_heading_mm` farther away: that keeps a car on its own carriageway. Without one, a
/// two-way road gives the direction in which it was drawn.
///
/// Roads at the same distance, to the millimetre, are ordered by the OpenStreetMap ids of their
/// ends, lower first, then of their way. The heading is compared with the plane's grid north, which
/// is off by the meridian convergence: below 2 degrees within 150 km of the central meridian.
std::optional<snapped_place> snap(const road_graph& roads,
                                  plane_point at,
                                  std::uint32_t limit_mm,
                                  road_user user,
                                  std::optional<std::uint16_t> heading_cdeg = std::nullopt);

inline constexpr std::uint32_t against_heading_mm = 20'000;

}  // namespace beatwatch
