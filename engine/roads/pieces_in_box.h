#pragma once
#include <algorithm>
#include <cstdint>

#include "engine/geo/plane_box.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Calls `visit(cell_item)` for each straight piece of road that touches a cell of the index which
/// meets the box grown by `margin_mm`; a piece in several cells comes several times.
template <typename Visit>
void for_each_piece_in(const road_graph& roads,
                       const plane_box& box,
                       std::int64_t margin_mm,
                       Visit&& visit) {
  const road_header& grid = roads.header();
  const auto line = [&](std::int64_t mm, std::int64_t first_mm, std::uint32_t lines) {
    const std::int64_t beyond = mm - first_mm;
    const std::int64_t by = grid.cell_mm;
    const std::int64_t at = beyond >= 0 ? beyond / by : -((-beyond + by - 1) / by);
    return std::clamp<std::int64_t>(at, -1, lines);
  };
  const std::int64_t west = line(box.low.x_mm - margin_mm, grid.cells_west_mm, grid.cell_columns);
  const std::int64_t east = line(box.high.x_mm + margin_mm, grid.cells_west_mm, grid.cell_columns);
  const std::int64_t south = line(box.low.y_mm - margin_mm, grid.cells_south_mm, grid.cell_rows);
  const std::int64_t north = line(box.high.y_mm + margin_mm, grid.cells_south_mm, grid.cell_rows);
  for (std::int64_t row = std::max<std::int64_t>(south, 0); row <= north && row < grid.cell_rows;
       ++row) {
    for (std::int64_t column = std::max<std::int64_t>(west, 0);
         column <= east && column < grid.cell_columns;
         ++column) {
      for (const cell_item& item :
           roads.cell(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row))) {
        visit(item);
      }
    }
  }
}

}  // namespace beatwatch
