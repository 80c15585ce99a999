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

/// A point between grid points, in millimetres.
struct fine_point {
  double x_mm = 0.0;
  double y_mm = 0.0;
};

/// Square of the distance from p to the segment ab, in square millimetres. The distance is within
/// 1e-6 mm of the truth anywhere on the plane, and exactly zero on a segment shorter than 67 km.
inline double squared_distance(plane_point p, plane_point a, plane_point b) {
  const double ab_x = static_cast<double>(b.x_mm) - a.x_mm;
  const double ab_y = static_cast<double>(b.y_mm) - a.y_mm;
  const double ap_x = static_cast<double>(p.x_mm) - a.x_mm;
  const double ap_y = static_cast<double>(p.y_mm) - a.y_mm;
  const double along = ap_x * ab_x + ap_y * ab_y;
  const double length2 = ab_x * ab_x + ab_y * ab_y;
  if (along <= 0.0) {
    return ap_x * ap_x + ap_y * ap_y;
  }
  if (along >= length2) {
    const double bp_x = static_cast<double>(p.x_mm) - b.x_mm;
    const double bp_y = static_cast<double>(p.y_mm) - b.y_mm;
    return bp_x * bp_x + bp_y * bp_y;
  }
  const double across = ab_x * ap_y - ab_y * ap_x;
  return across * across / length2;
}

/// The point of the segment ab that is nearest to p.
inline fine_point nearest_point(plane_point p, plane_point a, plane_point b) {
  const double ab_x = static_cast<double>(b.x_mm) - a.x_mm;
  const double ab_y = static_cast<double>(b.y_mm) - a.y_mm;
  const double along =
      (static_cast<double>(p.x_mm) - a.x_mm) * ab_x + (static_cast<double>(p.y_mm) - a.y_mm) * ab_y;
  const double length2 = ab_x * ab_x + ab_y * ab_y;
  if (along <= 0.0) {
    return {static_cast<double>(a.x_mm), static_cast<double>(a.y_mm)};
  }
  if (along >= length2) {
    return {static_cast<double>(b.x_mm), static_cast<double>(b.y_mm)};
  }
  const double part = along / length2;
  return {a.x_mm + part * ab_x, a.y_mm + part * ab_y};
}

}  // namespace beatwatch
