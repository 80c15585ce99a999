#include "replay/random.h"

#include "engine/base/check.h"

namespace beatwatch {

random_stream::random_stream(std::uint64_t seed, std::uint64_t stream)
    : increment_((stream << 1U) | 1U) {
  next();
  state_ += seed;
  next();
}

std::uint32_t random_stream::next() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005ULL + increment_;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
  const auto turn = static_cast<std::uint32_t>(old >> 59U);
  return (shifted >> turn) | (shifted << ((32U - turn) & 31U));
}

std::uint32_t random_stream::below(std::uint32_t bound) {
  check(bound > 0, "a random number has a bound");
  // The first 2^32 mod bound numbers are refused: what is left divides evenly.
  const std::uint32_t refused = (0U - bound) % bound;
  std::uint32_t number = next();
  while (number < refused) {
    number = next();
  }
  return number % bound;
}

std::int64_t random_stream::between(std::int64_t first, std::int64_t last) {
  check(first <= last && last - first < 0xFFFF'FFFF, "a random range is in order");
  return first + static_cast<std::int64_t>(below(static_cast<std::uint32_t>(last - first + 1)));
}

double random_stream::unit() { return static_cast<double>(next()) * 0x1p-32; }

double random_stream::between(double low, double high) { return low + (high - low) * unit(); }

bool random_stream::chance(double probability) { return unit() < probability; }

double random_stream::bell() {
  double sum = -6.0;
  for (int i = 0; i < 12; ++i) {
    sum += unit();
  }
  return sum;
}

double random_stream::exponential() {
  // A falling run of uniform numbers has odd length with probability e^-x, x its first number; each
  // run of even length adds one.
  for (double whole = 0.0;; whole += 1.0) {
    const double first = unit();
    double smallest = first;
    bool odd = true;
    for (double number = unit(); number < smallest; number = unit()) {
      smallest = number;
      odd = !odd;
    }
    if (odd) {
      return whole + first;
    }
  }
}

}  // namespace beatwatch
