#pragma once
#include <cstdint>

namespace beatwatch {

/// Three values of one share, rate or length that is inferred.
struct estimate {
  double at_least = 0;
  double about = 0;
  double at_most = 0;
};

/// Three values of one number of things.
struct count_estimate {
  std::uint32_t at_least = 0;
  std::uint32_t about = 0;
  std::uint32_t at_most = 0;
  friend bool operator==(const count_estimate&, const count_estimate&) = default;
};

}  // namespace beatwatch
