#include "engine/geo/containment_grid.h"

#include <algorithm>
#include <array>

#include "engine/geo/containment_grid_build.h"

namespace beatwatch {
namespace {

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

bool containment_grid::holds_corner(std::uint32_t area, plane_point corner) const {
  if (!grid_.contains(corner)) {
    return false;
  }
  const std::uint32_t column = grid_.column(corner);
  const std::uint32_t row = grid_.row(corner);
  const auto covers = covering(grid_.block(column, row));
  const auto runs = lists_.at(grid_.cell(column, row));
  const auto run =
      std::lower_bound(runs.begin(), runs.end(), area, [](const area_run& a, std::uint32_t b) {
        return a.area < b;
      });
  return std::binary_search(covers.begin(), covers.end(), area) ||
         (run != runs.end() && run->area == area && run->corner_inside != 0);
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
