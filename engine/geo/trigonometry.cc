#include "engine/geo/trigonometry.h"

#include <array>
#include <cstddef>

namespace beatwatch {
namespace {

// 1 / (first + 2 i)!, alternating in sign.
template <std::size_t N>
constexpr std::array<double, N> inverse_factorials(int first) {
  std::array<double, N> terms{};
  double factorial = 1.0;
  for (int k = 2; k <= first; ++k) {
    factorial *= k;
  }
  int next = first;
  double sign = 1.0;
  for (double& term : terms) {
    term = sign / factorial;
    factorial *= static_cast<double>(next + 1) * static_cast<double>(next + 2);
    next += 2;
    sign = -sign;
  }
  return terms;
}

template <std::size_t N>
double horner(const std::array<double, N>& terms, double x) {
  double sum = 0.0;
  for (std::size_t i = N; i-- > 0;) {
    sum = sum * x + terms[i];
  }
  return sum;
}

constexpr auto sine_terms = inverse_factorials<12>(1);
constexpr auto cosine_terms = inverse_factorials<13>(0);

}  // namespace

sine_cosine sine_and_cosine(double angle_rad) {
  const double squared = angle_rad * angle_rad;
  return {angle_rad * horner(sine_terms, squared), horner(cosine_terms, squared)};
}

}  // namespace beatwatch
