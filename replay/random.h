#pragma once
#include <cstdint>

namespace beatwatch {

/// A stream of random numbers that is the same on every machine: PCG-XSH-RR 64/32, and shapes made
/// of it by + - x / alone, since the distributions of the standard library differ between
/// libraries. Equal `seed` and `stream` give equal numbers; different streams of one seed are
/// independent, so that one more unit does not change the others.
/// Source: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
/// Random Number Generation", Harvey Mudd College HMC-CS-2014-0905, 2014.
class random_stream {
 public:
  random_stream(std::uint64_t seed, std::uint64_t stream);

  std::uint32_t next();

  /// Uniform in 0 ... bound - 1, without bias; `bound` > 0.
  std::uint32_t below(std::uint32_t bound);
  /// Uniform in first ... last, both included; last - first < 2^32 - 1.
  std::int64_t between(std::int64_t first, std::int64_t last);
  /// Uniform in [0, 1), a multiple of 2^-32.
  double unit();
  /// Uniform in [low, high).
  double between(double low, double high);
  /// True with this probability.
  bool chance(double probability);
  /// Mean 0, standard deviation 1, close to normal up to two deviations, never beyond six: the sum
  /// of twelve uniform numbers less six.
  double bell();
  /// Exponential with mean 1, by comparisons of uniform numbers alone.
  /// Source: von Neumann, "Various Techniques Used in Connection with Random Digits", National
  /// Bureau of Standards Applied Mathematics Series 12, 1951.
  double exponential();

 private:
  std::uint64_t state_ = 0;
  std::uint64_t increment_;
};

}  // namespace beatwatch
