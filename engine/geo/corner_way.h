#pragma once
#include <cstdint>

#include "engine/geo/plane_point.h"
#include "engine/geo/segment.h"

namespace beatwatch {

/// Whether a point is inside an area, from whether the lowest corner of its cell is: the straight
/// way from corner to point crosses an odd number of the area's edges exactly when just one of the
/// two is inside. Only edges that meet the cell can cross it; others may be shown and make no
/// difference.
///
/// The corner stands for the point (e, e^2) beyond it, with e smaller than every distance on the
/// grid. Then no vertex and no edge ever meets it, and no vertex but the point itself lies on the
/// way, so that everything is decided in integers.
class corner_way {
 public:
  corner_way(plane_point corner, plane_point at)
      : corner_(corner),
        at_(at),
        way_x_(std::int64_t{corner.x_mm} - at.x_mm),
        way_y_(std::int64_t{corner.y_mm} - at.y_mm) {}

  /// Shows `edges` successive edges, from vertices[0] to vertices[edges]. Without branches, as
  /// whether an edge crosses the way is anybody's guess.
  void follow(const plane_point* vertices, std::uint32_t edges) {
    plane_point a = vertices[0];
    bool a_left = is_left(a);
    bool on_edge = (edges > 0) & (a == at_);
    bool odd = false;
    for (std::uint32_t i = 1; i <= edges; ++i) {
      const plane_point b = vertices[i];
      const bool b_left = is_left(b);
      const bool meets_line = a_left != b_left;
      const std::int64_t side = orientation(a, b, at_);
      on_edge |= (b == at_) | (meets_line & (side == 0));
      odd ^= meets_line & ((side > 0) != corner_is_left(a, b));
      a = b;
      a_left = b_left;
    }
    on_edge_ |= on_edge;
    odd_ ^= odd;
  }

  /// Border included, once every edge of the area that meets the cell has been shown.
  [[nodiscard]] bool is_inside(bool corner_inside) const {
    return on_edge_ || corner_inside != odd_;
  }

 private:
  /// Of the way from the point to the corner.
  [[nodiscard]] bool is_left(plane_point v) const {
    const std::int64_t v_x = std::int64_t{v.x_mm} - at_.x_mm;
    const std::int64_t v_y = std::int64_t{v.y_mm} - at_.y_mm;
    const std::int64_t side = way_x_ * v_y - way_y_ * v_x;
    return (side > 0) | ((side == 0) & ((v_y > 0) | ((v_y == 0) & (v_x < 0))));
  }
  [[nodiscard]] bool corner_is_left(plane_point a, plane_point b) const {
    const std::int64_t side = orientation(a, b, corner_);
    const bool on_its_left = (b.y_mm < a.y_mm) | ((b.y_mm == a.y_mm) & (b.x_mm > a.x_mm));
    return (side > 0) | ((side == 0) & on_its_left);
  }

  plane_point corner_;
  plane_point at_;
  std::int64_t way_x_;
  std::int64_t way_y_;
  bool odd_ = false;
  bool on_edge_ = false;
};

}  // namespace beatwatch
