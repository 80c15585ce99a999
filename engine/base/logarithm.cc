#include "engine/base/logarithm.h"

#include <bit>
#include <cstdint>

#include "engine/base/check.h"

namespace beatwatch {

double natural_logarithm(double x) {
  constexpr double ln_2 = 0.693147180559945309417232121458;
  constexpr double sqrt_2 = 1.41421356237309504880;
  constexpr int mantissa_bits = 52;
  constexpr std::uint64_t mantissa_mask = (std::uint64_t{1} << mantissa_bits) - 1;
  constexpr std::uint64_t exponent_of_one = 1023;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t biased = bits >> mantissa_bits;
  check(biased > 0 && biased < 2047, "a logarithm is of a positive, finite, normal number");
  // x = m 2^e with m in [sqrt 1/2, sqrt 2), so that the series below has |t| < 0.172.
  double m = std::bit_cast<double>((bits & mantissa_mask) | (exponent_of_one << mantissa_bits));
  double e = static_cast<double>(biased) - static_cast<double>(exponent_of_one);
  if (m > sqrt_2) {
    m /= 2;
    e += 1;
  }
  // ln m = 2 artanh t with t = (m - 1) / (m + 1); after t^19 less than 1e-16 of it is left.
  const double t = (m - 1) / (m + 1);
  double sum = 0;
  for (int power = 19; power >= 1; power -= 2) {
    sum = sum * t * t + 1.0 / power;
  }
  return e * ln_2 + 2 * t * sum;
}

}  // namespace beatwatch
