#include "replay/carrier_track.h"

#include <algorithm>

#include "engine/base/check.h"
#include "replay/street_network.h"

namespace beatwatch {
namespace {

std::size_t second_of(duration since_start, std::size_t samples) {
  const auto second = static_cast<std::size_t>(since_start.count() / 1'000);
  check(since_start.count() >= 0 && second < samples, "the time is within the shift");
  return std::min(second, samples - 2);
}

}  // namespace

plane_point carrier_track::at_time(duration since_start) const {
  const std::size_t second = second_of(since_start, at.size());
  const auto within_ms = since_start.count() - static_cast<std::int64_t>(second) * 1'000;
  return between(at[second], at[second + 1], static_cast<double>(within_ms) / 1'000.0);
}

double carrier_track::speed_mps(duration since_start) const {
  const std::size_t second = second_of(since_start, at.size());
  return distance_m(at[second], at[second + 1]);
}

}  // namespace beatwatch
