#include "engine/geo/widest_disc.h"

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

constexpr double pi = 3.14159265358979323846;

double surface_m2(std::span<const plane_point> ring, plane_point origin) {
  const auto from_origin_m = [](std::int32_t value, std::int32_t zero) {
    return (static_cast<double>(value) - static_cast<double>(zero)) * 1e-3;
  };
  double twice = 0.0;
  plane_point a = ring.back();
  for (const plane_point b : ring) {
    const double ax = from_origin_m(a.x_mm, origin.x_mm);
    const double ay = from_origin_m(a.y_mm, origin.y_mm);
    const double bx = from_origin_m(b.x_mm, origin.x_mm);
    const double by = from_origin_m(b.y_mm, origin.y_mm);
    twice += ax * by - bx * ay;
    a = b;
  }
  return std::abs(twice) * 0.5;
}

}  // namespace

double widest_disc_m(const area& shape) {
  const plane_box& box = shape.bounds();
  double surface = 0.0;  // of all rings: what holes take away is counted in
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    surface += surface_m2(shape.ring(r), box.low);
  }
  const double width = static_cast<double>(box.high.x_mm) - static_cast<double>(box.low.x_mm);
  const double height = static_cast<double>(box.high.y_mm) - static_cast<double>(box.low.y_mm);
  // A tenth of a millimetre more, for what rounding may have taken.
  return std::min(2.0 * std::sqrt(surface / pi), std::min(width, height) * 1e-3) + 1e-4;
}

}  // namespace beatwatch
