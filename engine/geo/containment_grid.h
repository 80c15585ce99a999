#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/cell_grid.h"
#include "engine/geo/cell_lists.h"
#include "engine/geo/corner_way.h"
#include "engine/geo/outlines.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// The point with this index is in the area with this index.
struct containment {
  std::uint32_t point = 0;
  std::uint32_t area = 0;
  friend constexpr auto operator<=>(const containment&, const containment&) = default;
};

/// A run of successive edges of one area that meet one cell.
struct area_run {
  std::uint32_t area = 0;
  std::uint32_t first_edge = 0;
  std::uint32_t edges : 30 = 0;         ///< 0: the area covers the cell
  std::uint32_t corner_inside : 1 = 0;  ///< the area holds the cell's lowest corner
  std::uint32_t continued : 1 = 0;      ///< the next run is of the same area and cell
};

/// Which areas contain a point, at a cost that depends on how many do and how many have an edge in
/// the point's cell, not on how many there are. Per cell: for each area with an edge in it, those
/// edges and whether the cell's corner is inside; for each area that covers it, no edges at all. A
/// point is inside when the way from the corner to it crosses as many edges as that demands; in
/// integers, so exactly. Areas that cover a block of 16 x 16 cells are listed once for the block.
class containment_grid {
 public:
  /// `shapes` must outlive the grid. Cells are 16.4 m wide, more when the areas are so many or so
  /// far apart that the lists would grow beyond some hundred megabytes.
  explicit containment_grid(const outlines* shapes);

  /// Calls visit(area) for every area that contains `at`: first those that cover its block, then
  /// the others; in order of area within both.
  template <typename Visit>
  void for_each_containing(plane_point at, Visit visit) const {
    if (!grid_.contains(at)) {
      return;
    }
    const std::uint32_t column = grid_.column(at);
    const std::uint32_t row = grid_.row(at);
    for (const std::uint32_t area : covering(grid_.block(column, row))) {
      visit(area);
    }
    const plane_point corner = grid_.corner(column, row);
    visit_inside(lists_.at(grid_.cell(column, row)), corner, at, visit);
  }

  /// Whether `area` holds the point just beyond `corner`, as `corner_way` sees it. `corner` is the
  /// lowest corner of a cell, or of a square of them.
  [[nodiscard]] bool holds_corner(std::uint32_t area, plane_point corner) const;

  [[nodiscard]] unsigned cell_bits() const { return grid_.cell_bits(); }

  /// Appends all pairs, sorted by point, then area.
  void find_pairs(std::span<const plane_point> points, std::vector<containment>& pairs) const;

 private:
  void find_batch(std::span<const plane_point> batch,
                  std::uint32_t first_point,
                  std::vector<containment>& pairs) const;
  [[nodiscard]] std::span<const std::uint32_t> covering(std::uint32_t block) const {
    return {covering_.data() + covering_starts_[block],
            covering_.data() + covering_starts_[block + 1]};
  }

  template <typename Visit>
  void visit_inside(std::span<const area_run> runs,
                    plane_point corner,
                    plane_point at,
                    Visit visit) const {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const area_run& first = runs[i];
      bool inside = true;
      if (first.edges > 0) {
        corner_way way{corner, at};
        way.follow(&shapes_->vertices[first.first_edge], first.edges);
        while (runs[i].continued != 0) {
          ++i;
          way.follow(&shapes_->vertices[runs[i].first_edge], runs[i].edges);
        }
        inside = way.is_inside(first.corner_inside != 0);
      }
      if (inside) {
        visit(first.area);
      }
    }
  }

  const outlines* shapes_;
  cell_grid grid_;
  cell_lists<area_run> lists_;
  std::vector<std::uint32_t>
      covering_starts_;  ///< of each block, in `covering_`; then their number
  std::vector<std::uint32_t> covering_;
};

}  // namespace beatwatch
