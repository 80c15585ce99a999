#pragma once
#include <cmath>
#include <cstdint>
#include <optional>

#include "engine/geo/position.h"

namespace beatwatch {

/// Rounded to 1e-7 degree; empty when not on the globe, or not a number.
inline std::optional<position> degrees_to_position(double lat_deg, double lon_deg) {
  if (!(std::abs(lat_deg) <= 90) || !(std::abs(lon_deg) <= 180)) {
    return std::nullopt;
  }
  return position{.lat_e7 = static_cast<std::int32_t>(std::lround(lat_deg * 1e7)),
                  .lon_e7 = static_cast<std::int32_t>(std::lround(lon_deg * 1e7))};
}

}  // namespace beatwatch
