#pragma once
#include <algorithm>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Axis-parallel rectangle with its border: low <= point <= high on both axes.
struct plane_box {
  plane_point low;
  plane_point high;
  friend constexpr bool operator==(const plane_box&, const plane_box&) = default;

  [[nodiscard]] constexpr bool contains(plane_point p) const {
    return low.x_mm <= p.x_mm && p.x_mm <= high.x_mm && low.y_mm <= p.y_mm && p.y_mm <= high.y_mm;
  }
  [[nodiscard]] constexpr bool meets(const plane_box& other) const {
    return low.x_mm <= other.high.x_mm && other.low.x_mm <= high.x_mm &&
           low.y_mm <= other.high.y_mm && other.low.y_mm <= high.y_mm;
  }
  /// The point of the box nearest to `p`.
  [[nodiscard]] constexpr plane_point nearest_to(plane_point p) const {
    return {std::clamp(p.x_mm, low.x_mm, high.x_mm), std::clamp(p.y_mm, low.y_mm, high.y_mm)};
  }
  /// Grows just enough to hold `p`.
  constexpr void include(plane_point p) {
    low = {std::min(low.x_mm, p.x_mm), std::min(low.y_mm, p.y_mm)};
    high = {std::max(high.x_mm, p.x_mm), std::max(high.y_mm, p.y_mm)};
  }
  constexpr void include(const plane_box& other) {
    include(other.low);
    include(other.high);
  }
};

}  // namespace beatwatch
