#pragma once
#include <cstdint>

namespace beatwatch {

/// Whole milliseconds that pass before `distance_m` can have been covered at `cap_mpms` metres per
/// millisecond; at most `dt_ms`. Zero or less is covered at once, at any cap.
constexpr std::int64_t ms_to_cover(double distance_m, double cap_mpms, std::int64_t dt_ms) {
  if (distance_m <= 0.0) {
    return 0;
  }
  const double ms = distance_m / cap_mpms;
  return ms >= static_cast<double>(dt_ms) ? dt_ms : static_cast<std::int64_t>(ms);
}

}  // namespace beatwatch
