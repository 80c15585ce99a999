#pragma once
#include <cstdint>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// The point of the straight piece from p to q that lies nearest to a position, to the millimetre.
inline plane_point nearest_on_piece(plane_point at, plane_point p, plane_point q) {
  const std::int64_t dx = std::int64_t{q.x_mm} - p.x_mm;
  const std::int64_t dy = std::int64_t{q.y_mm} - p.y_mm;
  const std::int64_t along =
      (std::int64_t{at.x_mm} - p.x_mm) * dx + (std::int64_t{at.y_mm} - p.y_mm) * dy;
  const std::int64_t whole = dx * dx + dy * dy;
  if (along <= 0) {
    return p;
  }
  if (along >= whole) {
    return q;
  }
  const double part = static_cast<double>(along) / static_cast<double>(whole);
  const auto moved = [&](std::int32_t from, std::int64_t by) {
    const double exact = part * static_cast<double>(by);
    return from + static_cast<std::int32_t>(exact < 0.0 ? exact - 0.5 : exact + 0.5);
  };
  return {moved(p.x_mm, dx), moved(p.y_mm, dy)};
}

}  // namespace beatwatch
