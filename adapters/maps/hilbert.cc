#include "adapters/maps/hilbert.h"

#include <utility>

namespace beatwatch {

std::uint64_t along_hilbert_curve(plane_point p) {
  std::uint32_t x = static_cast<std::uint32_t>(p.x_mm) ^ 0x8000'0000U;
  std::uint32_t y = static_cast<std::uint32_t>(p.y_mm) ^ 0x8000'0000U;
  std::uint64_t along = 0;
  for (std::uint32_t side = 0x8000'0000U; side > 0; side /= 2) {
    const bool right = (x & side) != 0;
    const bool upper = (y & side) != 0;
    along = along * 4 + (right ? (upper ? 2U : 3U) : (upper ? 1U : 0U));
    if (!upper) {
      if (right) {
        x = ~x;
        y = ~y;
      }
      std::swap(x, y);
    }
  }
  return along;
}

}  // namespace beatwatch
