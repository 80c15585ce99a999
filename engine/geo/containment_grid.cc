#include "engine/geo/containment_grid.h"

#include <algorithm>
#include <array>

#include "engine/base/prefetch.h"
#include "engine/geo/containment_grid_build.h"

namespace beatwatch {
namespace {

constexpr std::size_t batch_max = 32;

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
  for (std::size_t first = 0; first < points.size(); first += batch_max) {
    find_batch(points.subspan(first, std::min(batch_max, points.size() - first)),
               static_cast<std::uint32_t>(first),
               pairs);
  }
}

// Step by step over the batch, so that what one step asks for has arrived when the next one reads
// it.
void containment_grid::find_batch(std::span<const plane_point> batch,
                                  std::uint32_t first_point,
                                  std::vector<containment>& pairs) const {
  struct looked_up {
    plane_point corner;
    std::uint32_t block = 0;
    const std::uint32_t* bounds = nullptr;
  };
  std::array<looked_up, batch_max> cells;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (!grid_.contains(batch[i])) {
      cells[i].bounds = nullptr;
      continue;
    }
    const std::uint32_t column = grid_.column(batch[i]);
    const std::uint32_t row = grid_.row(batch[i]);
    cells[i] = {.corner = grid_.corner(column, row),
                .block = grid_.block(column, row),
                .bounds = lists_.bounds(grid_.cell(column, row))};
    beatwatch::prefetch(cells[i].bounds);
  }
  std::size_t pairs_max = 0;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (cells[i].bounds != nullptr) {
      const auto runs = lists_.entries(cells[i].bounds);
      beatwatch::prefetch(runs.data());
      pairs_max += runs.size() + covering(cells[i].block).size();
    }
  }
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (cells[i].bounds != nullptr) {
      for (const area_run& run : lists_.entries(cells[i].bounds)) {
        beatwatch::prefetch(&shapes_->vertices[run.first_edge]);
      }
    }
  }
  std::size_t count = pairs.size();
  pairs.resize(count + pairs_max);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (cells[i].bounds == nullptr) {
      continue;
    }
    const std::uint32_t point = first_point + static_cast<std::uint32_t>(i);
    const std::size_t before = count;
    const auto covers = covering(cells[i].block);
    for (const std::uint32_t area : covers) {
      pairs[count++] = {point, area};
    }
    visit_inside(
        lists_.entries(cells[i].bounds), cells[i].corner, batch[i], [&](std::uint32_t area) {
          pairs[count++] = {point, area};
        });
    if (!covers.empty()) {
      std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(before),
                pairs.begin() + static_cast<std::ptrdiff_t>(count));
    }
  }
  pairs.resize(count);
}

}  // namespace beatwatch
