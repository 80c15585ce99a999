#pragma once
#include <algorithm>
#include <cstdint>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Twice the signed area of the triangle a, b, c: positive when c lies left of a -> b, zero when
/// the three are collinear. Exact for every point of the plane.
constexpr std::int64_t orientation(plane_point a, plane_point b, plane_point c) {
  const std::int64_t ab_x = std::int64_t{b.x_mm} - a.x_mm;
  const std::int64_t ab_y = std::int64_t{b.y_mm} - a.y_mm;
  const std::int64_t ac_x = std::int64_t{c.x_mm} - a.x_mm;
  const std::int64_t ac_y = std::int64_t{c.y_mm} - a.y_mm;
  return ab_x * ac_y - ab_y * ac_x;
}

/// True when p lies in the smallest axis-parallel box around a and b, border included. A collinear
/// p is then on the segment.
constexpr bool in_box_of(plane_point a, plane_point b, plane_point p) {
  return std::min(a.x_mm, b.x_mm) <= p.x_mm && p.x_mm <= std::max(a.x_mm, b.x_mm) &&
         std::min(a.y_mm, b.y_mm) <= p.y_mm && p.y_mm <= std::max(a.y_mm, b.y_mm);
}

}  // namespace beatwatch
