#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/plane_point.h"
#include "engine/roads/road_records.h"

namespace beatwatch {

/// The index over straight pieces of road: a grid of square cells, each listing what touches it.
struct road_cells {
  std::int32_t west_mm = 0;
  std::int32_t south_mm = 0;
  std::uint32_t cell_mm = 0;
  std::uint32_t columns = 0;
  std::uint32_t rows = 0;
  std::vector<std::uint32_t> first_item;  ///< per cell by rows, and the end
  std::vector<cell_item> items;
};

/// `edges` are numbered by position and point into `shape`. Cells start at 128 m and double until
/// there are no more than two per straight piece, so that a far-flung network stays small.
road_cells index_roads(std::span<const road_edge> edges, std::span<const plane_point> shape);

}  // namespace beatwatch
