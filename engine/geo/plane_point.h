#pragma once
#include <compare>
#include <cstdint>

namespace beatwatch {

/// A point of the deployment's plane, in whole millimetres east and north of its origin.
/// Every coordinate is within +-`plane_limit_mm`, so that the cross product of two differences
/// of points fits 64 bits: (2^31)^2 - -(2^31)^2 would not, (2^31 - 2)^2 * 2 does.
struct plane_point {
  std::int32_t x_mm{};
  std::int32_t y_mm{};
  friend constexpr auto operator<=>(const plane_point&, const plane_point&) = default;
};

inline constexpr std::int32_t plane_limit_mm = (1 << 30) - 1;  ///< 1 073 km

}  // namespace beatwatch
