#include "engine/geo/containment_grid.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "engine/base/check.h"
#include "engine/geo/containment_grid_build.h"
#include "engine/geo/segment.h"

namespace beatwatch {
namespace {

// The corner of a cell stands for the point (e, e^2) beyond it, with e smaller than every distance
// on the grid: then no vertex and no edge ever meets it, and ties fall as these two say.

/// Whether v is left of the way from p to the corner; `way` is corner - p.
bool is_left(plane_point v, plane_point p, std::int64_t way_x, std::int64_t way_y) {
  const std::int64_t v_x = std::int64_t{v.x_mm} - p.x_mm;
  const std::int64_t v_y = std::int64_t{v.y_mm} - p.y_mm;
  const std::int64_t side = way_x * v_y - way_y * v_x;
  return side > 0 || (side == 0 && (v_y > 0 || (v_y == 0 && v_x < 0)));
}

/// Whether the corner is left of a -> b.
bool corner_is_left(plane_point a, plane_point b, plane_point corner) {
  const std::int64_t side = orientation(a, b, corner);
  return side > 0 || (side == 0 && (b.y_mm < a.y_mm || (b.y_mm == a.y_mm && b.x_mm > a.x_mm)));
}

constexpr std::size_t batch_size = 32;

}  // namespace

containment_grid::containment_grid(const outlines* shapes) : shapes_(shapes) {
  containment_grid_builder builder{*shapes};
  for (std::uint32_t area = 0; area < shapes->size(); ++area) {
    builder.add(area);
  }
  grid_ = builder.grid();
  lists_ = cell_lists<area_run>{grid_, builder.runs()};
  builder.take_covering(covering_starts_, covering_);
}

void containment_grid::follow(const area_run& edges,
                              plane_point corner,
                              plane_point at,
                              crossing_state& state) const {
  const std::int64_t way_x = std::int64_t{corner.x_mm} - at.x_mm;
  const std::int64_t way_y = std::int64_t{corner.y_mm} - at.y_mm;
  const plane_point* vertex = &shapes_->vertices[edges.first_edge];
  plane_point a = *vertex;
  bool a_left = is_left(a, at, way_x, way_y);
  state.on_edge = state.on_edge || (edges.edges > 0 && a == at);
  for (std::uint32_t i = 0; i < edges.edges; ++i) {
    const plane_point b = *++vertex;
    const bool b_left = is_left(b, at, way_x, way_y);
    state.on_edge = state.on_edge || b == at;
    if (a_left != b_left) {
      const std::int64_t side = orientation(a, b, at);
      state.on_edge = state.on_edge || side == 0;
      state.inside = state.inside != ((side > 0) != corner_is_left(a, b, corner));
    }
    a = b;
    a_left = b_left;
  }
}

void containment_grid::find_pairs(std::span<const plane_point> points,
                                  std::vector<containment>& pairs) const {
  std::array<const std::uint32_t*, batch_size> bounds{};
  for (std::size_t first = 0; first < points.size(); first += batch_size) {
    const auto batch = points.subspan(first, std::min(batch_size, points.size() - first));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      bounds.at(i) = nullptr;
      if (grid_.contains(batch[i])) {
        bounds.at(i) = lists_.bounds(grid_.cell(grid_.column(batch[i]), grid_.row(batch[i])));
        __builtin_prefetch(bounds.at(i));
      }
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (bounds.at(i) != nullptr) {
        __builtin_prefetch(lists_.entries(bounds.at(i)).data());
      }
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (bounds.at(i) != nullptr) {
        for (const area_run& each : lists_.entries(bounds.at(i))) {
          __builtin_prefetch(&shapes_->vertices[each.first_edge]);
        }
      }
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (bounds.at(i) == nullptr) {
        continue;
      }
      const auto point = static_cast<std::uint32_t>(first + i);
      const std::uint32_t column = grid_.column(batch[i]);
      const std::uint32_t row = grid_.row(batch[i]);
      const std::size_t before = pairs.size();
      const auto covers = covering(grid_.block(column, row));
      for (const std::uint32_t area : covers) {
        pairs.push_back({point, area});
      }
      visit_inside(lists_.entries(bounds.at(i)),
                   grid_.corner(column, row),
                   batch[i],
                   [&](std::uint32_t area) {
                     pairs.push_back({point, area});
                   });
      if (!covers.empty()) {
        std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(before), pairs.end());
      }
    }
  }
}

}  // namespace beatwatch
