#pragma once
#include <compare>
#include <cstdint>

namespace beatwatch {

/// WGS 84, in 1e-7 degree: about 11 mm. Valid: latitude within +-90, longitude within +-180
/// degrees.
struct position {
  std::int32_t lat_e7{};
  std::int32_t lon_e7{};
  friend constexpr auto operator<=>(const position&, const position&) = default;
};

constexpr bool valid(position at) {
  return at.lat_e7 >= -900'000'000 && at.lat_e7 <= 900'000'000 && at.lon_e7 >= -1'800'000'000 &&
         at.lon_e7 <= 1'800'000'000;
}

}  // namespace beatwatch
