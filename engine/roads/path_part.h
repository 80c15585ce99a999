#pragma once
#include <limits>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"
#include "engine/roads/road_records.h"

namespace beatwatch {

/// Somebody goes along an edge, or straight where there is none, at constant speed.
struct path_part {
  static constexpr road_edge_id off_road{std::numeric_limits<std::uint32_t>::max()};

  road_edge_id edge = off_road;
  std::uint32_t from_mm = 0;  ///< offsets on the edge; from_mm <= to_mm, equal: it stands there
  std::uint32_t to_mm = 0;
  plane_point from_at;
  plane_point to_at;
  instant from;  ///< from <= to
  instant to;
};

}  // namespace beatwatch
