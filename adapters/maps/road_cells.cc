#include "adapters/maps/road_cells.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace beatwatch {
namespace {

constexpr std::uint32_t smallest_cell_mm = 128'000;

struct box {
  std::int64_t west;
  std::int64_t south;
  std::int64_t east;
  std::int64_t north;
};

box box_of(plane_point p, plane_point q) {
  return {std::min(p.x_mm, q.x_mm),
          std::min(p.y_mm, q.y_mm),
          std::max(p.x_mm, q.x_mm),
          std::max(p.y_mm, q.y_mm)};
}

// Whether all four corners of `b` lie strictly on one side of the line through p and q.
bool beside_line(const box& b, plane_point p, plane_point q) {
  const std::int64_t dx = std::int64_t{q.x_mm} - p.x_mm;
  const std::int64_t dy = std::int64_t{q.y_mm} - p.y_mm;
  const auto side = [&](std::int64_t x, std::int64_t y) {
    const std::int64_t cross = dx * (y - p.y_mm) - dy * (x - p.x_mm);
    return (cross > 0) - (cross < 0);
  };
  const int sum =
      side(b.west, b.south) + side(b.west, b.north) + side(b.east, b.south) + side(b.east, b.north);
  return sum == 4 || sum == -4;
}

// Calls visit(cell, item) for every cell that a piece touches, in the order of edge and segment.
template <typename Visit>
void for_each_touch(const road_cells& grid,
                    std::span<const road_edge> edges,
                    std::span<const plane_point> shape,
                    const Visit& visit) {
  const std::int64_t side = grid.cell_mm;
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    if (edges[e].has(road_edge::reversed)) {
      continue;
    }
    const auto points = shape.subspan(edges[e].first_shape, edges[e].shape_count);
    for (std::uint32_t s = 0; s + 1 < points.size(); ++s) {
      const box b = box_of(points[s], points[s + 1]);
      const std::int64_t last_column = (b.east - grid.west_mm) / side;
      const std::int64_t last_row = (b.north - grid.south_mm) / side;
      for (std::int64_t row = (b.south - grid.south_mm) / side; row <= last_row; ++row) {
        for (std::int64_t column = (b.west - grid.west_mm) / side; column <= last_column;
             ++column) {
          const std::int64_t west = grid.west_mm + column * side;
          const std::int64_t south = grid.south_mm + row * side;
          // Within the box of the piece no product of two differences leaves 64 bits.
          const box common{std::max(b.west, west),
                           std::max(b.south, south),
                           std::min(b.east, west + side),
                           std::min(b.north, south + side)};
          if (!beside_line(common, points[s], points[s + 1])) {
            visit(static_cast<std::size_t>(row * grid.columns + column),
                  cell_item{road_edge_id{e}, s});
          }
        }
      }
    }
  }
}

road_cells empty_grid(std::span<const road_edge> edges, std::span<const plane_point> shape) {
  constexpr std::int64_t huge = std::numeric_limits<std::int32_t>::max();
  box all{huge, huge, -huge, -huge};
  for (const plane_point p : shape) {
    all = {std::min<std::int64_t>(all.west, p.x_mm),
           std::min<std::int64_t>(all.south, p.y_mm),
           std::max<std::int64_t>(all.east, p.x_mm),
           std::max<std::int64_t>(all.north, p.y_mm)};
  }
  const std::uint64_t pieces = shape.size() - edges.size() / 2;
  road_cells grid;
  grid.west_mm = static_cast<std::int32_t>(all.west);
  grid.south_mm = static_cast<std::int32_t>(all.south);
  grid.cell_mm = smallest_cell_mm;
  const auto lines = [&](std::int64_t from, std::int64_t to) {
    return static_cast<std::uint32_t>((to - from) / std::int64_t{grid.cell_mm} + 1);
  };
  for (;; grid.cell_mm *= 2) {
    grid.columns = lines(all.west, all.east);
    grid.rows = lines(all.south, all.north);
    if (std::uint64_t{grid.columns} * grid.rows <= std::max<std::uint64_t>(2 * pieces, 1)) {
      return grid;
    }
  }
}

}  // namespace

road_cells index_roads(std::span<const road_edge> edges, std::span<const plane_point> shape) {
  road_cells grid = empty_grid(edges, shape);
  const std::size_t cells = std::size_t{grid.columns} * grid.rows;
  std::vector<std::uint64_t> counts(cells + 1, 0);
  for_each_touch(
      grid, edges, shape, [&](std::size_t cell, const cell_item&) { ++counts[cell + 1]; });
  for (std::size_t i = 1; i < counts.size(); ++i) {
    counts[i] += counts[i - 1];
  }
  if (counts.back() > std::numeric_limits<std::uint32_t>::max()) {
    throw std::runtime_error("too many pieces of road for one file");
  }
  grid.first_item.assign(counts.begin(), counts.end());
  grid.items.resize(counts.back());
  for_each_touch(grid, edges, shape, [&](std::size_t cell, const cell_item& item) {
    grid.items[counts[cell]++] = item;
  });
  return grid;
}

}  // namespace beatwatch
