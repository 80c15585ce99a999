#include "engine/figures/proportion.h"

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

constexpr double z = 1.959963984540054;  // 97.5 % of the standard normal distribution

}  // namespace

confidence_interval wilson_interval(double hits, double trials) {
  if (trials <= 0) {
    return {0, 1};
  }
  const double share = hits / trials;
  const double z2 = z * z;
  const double middle = share + z2 / (2 * trials);
  const double spread = z * std::sqrt((share * (1 - share) + z2 / (4 * trials)) / trials);
  const double scale = 1 + z2 / trials;
  // At either end the limit is exact; rounding could step over it.
  return {hits <= 0 ? 0 : std::max(0.0, (middle - spread) / scale),
          hits >= trials ? 1 : std::min(1.0, (middle + spread) / scale)};
}

}  // namespace beatwatch
