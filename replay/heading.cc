#include "replay/heading.h"

#include "engine/geo/trigonometry.h"

namespace beatwatch {
namespace {

constexpr int quarter_cdeg = 9'000;

// Clockwise from the axis of `ahead`, both not negative: the last hundredth that is not beyond it.
int within_quarter(double ahead, double right) {
  int low = 0;
  int high = quarter_cdeg;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    const sine_cosine turn = sine_and_cosine(middle * 1e-2 * radians_per_degree);
    (right * turn.cosine >= ahead * turn.sine ? low : high) = middle;
  }
  return low;
}

}  // namespace

std::uint16_t heading_cdeg(plane_point from, plane_point to) {
  const double east = to.x_mm - static_cast<double>(from.x_mm);
  const double north = to.y_mm - static_cast<double>(from.y_mm);
  int heading = 0;
  if (north > 0.0 && east >= 0.0) {
    heading = within_quarter(north, east);
  } else if (east > 0.0) {
    heading = quarter_cdeg + within_quarter(east, -north);
  } else if (north < 0.0) {
    heading = 2 * quarter_cdeg + within_quarter(-north, -east);
  } else if (east < 0.0) {
    heading = 3 * quarter_cdeg + within_quarter(-east, north);
  }
  return static_cast<std::uint16_t>(heading);
}

}  // namespace beatwatch
