#include "engine/geo/distance_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/prefetch.h"
#include "engine/geo/distance_grid_build.h"

namespace beatwatch {

distance_grid::distance_grid(const outlines* shapes,
                             const containment_grid& containment,
                             metres reach)
    : shapes_(shapes), reach_(reach) {
  distance_grid_builder builder{*shapes, containment, reach};
  for (std::uint32_t area = 0; area < shapes->size(); ++area) {
    builder.add(area);
  }
  grid_ = builder.grid();
  lists_ = cell_lists<near_run>{grid_, builder.runs()};
}

distance_grid::surroundings distance_grid::around(plane_point at) const {
  const std::uint32_t column = grid_.column(at);
  const std::uint32_t row = grid_.row(at);
  const plane_point corner = grid_.corner(column, row);
  const double half_mm = grid_.cell_side_mm() / 2.0;
  const double x_mm = static_cast<double>(at.x_mm) - corner.x_mm - half_mm;
  const double y_mm = static_cast<double>(at.y_mm) - corner.y_mm - half_mm;
  return {.runs = lists_.at(grid_.cell(column, row)),
          .corner = corner,
          .centre_dm = std::sqrt(x_mm * x_mm + y_mm * y_mm) / 100.0};
}

void distance_grid::prefetch(std::span<const plane_point> points, metres within) const {
  // Step by step over a batch, so that what one step asked for has arrived when the next one reads
  // it.
  constexpr std::size_t batch_max = 32;
  constexpr std::size_t runs_per_line = 64 / sizeof(near_run);
  std::array<const std::uint32_t*, batch_max> bounds{};
  const double half_diagonal_dm = grid_.cell_side_mm() * 0.0070710678118654757;
  const double placed_max =
      surroundings{.runs = {}, .corner = {}, .centre_dm = half_diagonal_dm}.placed_max(within);
  for (; !points.empty(); points = points.subspan(std::min(batch_max, points.size()))) {
    const auto batch = points.first(std::min(batch_max, points.size()));
    std::size_t count = 0;
    for (const plane_point at : batch) {
      if (covers(at)) {
        bounds[count] = lists_.bounds(cell_of(at));
        beatwatch::prefetch(bounds[count]);
        ++count;
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto runs = lists_.entries(bounds[i]);
      for (std::size_t r = 0; r < runs.size(); r += runs_per_line) {
        beatwatch::prefetch(&runs[r]);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      for (const near_run& run : lists_.entries(bounds[i])) {
        // Without a branch: what is too far is in the cache anyway.
        const void* const vertices = &shapes_->vertices[run.first_edge];
        beatwatch::prefetch(run.placed <= placed_max ? vertices : &run);
      }
    }
  }
}

}  // namespace beatwatch
