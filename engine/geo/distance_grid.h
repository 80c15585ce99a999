#pragma once
#include <cstdint>
#include <span>

#include "engine/base/units.h"
#include "engine/geo/cell_grid.h"
#include "engine/geo/cell_lists.h"
#include "engine/geo/containment_grid.h"
#include "engine/geo/outlines.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// A run of successive edges of one area. Runs of one area in one cell follow each other, by edge.
struct near_run {
  // How the cell lies to the area; a larger number: it is outside, and its centre is at least that
  // many decimetres away.
  static constexpr std::uint16_t on_boundary_corner_outside = 0;  // the boundary may meet the cell
  static constexpr std::uint16_t on_boundary_corner_inside = 1;
  static constexpr std::uint16_t all_inside = 2;

  std::uint32_t area = 0;
  std::uint32_t first_edge = 0;
  std::uint16_t edges = 0;
  std::uint16_t placed = on_boundary_corner_outside;
};

/// Which edges of which areas can be the nearest ones of a point. Per cell: every area that is
/// within reach of a point of the cell or contains one, with edges that hold the nearest point of
/// its boundary for every point of the cell, and all edges that meet the cell. Lists are in order
/// of area, then edge.
class distance_grid {
 public:
  /// `shapes` must outlive the grid; `containment` is of the same shapes. Cells are 32.8 m wide,
  /// more when the areas are so many or so large that the lists would grow beyond some hundred
  /// megabytes.
  distance_grid(const outlines* shapes, const containment_grid& containment, metres reach);

  [[nodiscard]] metres reach() const { return reach_; }

  /// Away from it no area is within reach.
  [[nodiscard]] bool covers(plane_point at) const { return grid_.contains(at); }

  /// What the cell of a point holds.
  struct surroundings {
    std::span<const near_run> runs;
    plane_point corner;      ///< the lowest of the cell
    double centre_dm = 0.0;  ///< from the point to the cell's centre

    /// Runs that are placed beyond this are farther than `within` from the point.
    [[nodiscard]] double placed_max(metres within) const {
      return near_run::all_inside + within.value * 10.0 + centre_dm;
    }
  };
  /// The grid must cover the point.
  [[nodiscard]] surroundings around(plane_point at) const;

  /// Begins to bring into the cache what `around` and its runs refer to.
  void prefetch(std::span<const plane_point> points, metres within) const;

 private:
  [[nodiscard]] std::uint32_t cell_of(plane_point at) const {
    return grid_.cell(grid_.column(at), grid_.row(at));
  }

  const outlines* shapes_;
  metres reach_;
  cell_grid grid_;
  cell_lists<near_run> lists_;
};

}  // namespace beatwatch
