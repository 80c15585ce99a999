#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/cell_grid.h"
#include "engine/geo/cell_lists.h"
#include "engine/geo/containment_grid.h"
#include "engine/geo/distance_grid.h"
#include "engine/geo/outlines.h"
#include "engine/geo/square_corners.h"

namespace beatwatch {

/// Finds what each cell of a `distance_grid` holds. An area's edges go down a quadtree of squares;
/// each square passes on the edges it needs:
///   - An edge e is not needed if some point z of the boundary is nearer than e to all four
///   corners:
///     for a point w of e, |x-w|^2 - |x-z|^2 is linear in x, so it is positive in the whole square.
///   - An edge whose nearest point is its start for all four corners, and so for the whole square,
///   is
///     not needed if the edge before it is there, which ends at that point. The same holds for its
///     end and the edge after it, unless that one is not needed for the sake of this one.
///   - An edge whose bounding box meets the square is needed to tell inside from outside there.
class distance_grid_builder {
 public:
  distance_grid_builder(const outlines& shapes, const containment_grid& containment, metres reach);

  /// Areas are added in their order.
  void add(std::uint32_t area);

  [[nodiscard]] const cell_grid& grid() const { return grid_; }
  [[nodiscard]] const std::vector<cell_lists<near_run>::item>& runs() const { return runs_; }

 private:
  /// Of 2^bits mm.
  struct square {
    plane_point corner;  // the lowest
    unsigned bits = 0;
  };
  /// How a square lies to the area.
  enum class side : std::uint8_t { unknown, inside, outside };
  struct seen_edge {
    std::uint32_t edge = 0;
    edge_from_corners from;
  };
  struct edge_range {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  void descend(const square& at, side known, edge_range passed_on);
  /// Appends to `edges_` those that the square needs, or keeps all when they are few.
  edge_range keep_needed(const square& at, edge_range passed_on);
  [[nodiscard]] double from_centre_mm(const square& at, edge_range kept) const;
  [[nodiscard]] bool meets(std::uint32_t edge, const square& at) const;
  [[nodiscard]] const edge_line& line(std::uint32_t edge) const {
    return lines_[edge - first_edge_];
  }
  [[nodiscard]] std::uint16_t placed(const square& at, side known, double centre_mm) const;
  void emit(const square& at, edge_range kept, std::uint16_t placed);
  [[nodiscard]] bool same_ring(std::uint32_t edge, std::uint32_t later) const;

  const outlines& shapes_;
  const containment_grid& containment_;
  double reach_mm_;
  cell_grid grid_;
  std::vector<cell_lists<near_run>::item> runs_;
  // Of the area that is being added:
  std::uint32_t area_ = 0;
  std::uint32_t first_edge_ = 0;
  std::vector<edge_line> lines_;      // by edge, from the first
  std::vector<std::uint32_t> edges_;  // a stack: those of each square on the way down
  std::vector<seen_edge> seen_;
};

}  // namespace beatwatch
