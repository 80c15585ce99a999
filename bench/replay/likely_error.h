#pragma once
#include <cstdint>
#include <vector>

#include "tests/support/reported_patrol.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {

/// A simulated town with a shift in it, its zones the micro-beats and red zones.
struct patrolled_town {
  std::shared_ptr<const road_graph> roads;
  local_plane plane;
  simulated_shift shift;
  std::shared_ptr<const zone_set> zones;
};
patrolled_town make_patrolled_town(std::uint64_t seed, int hours);

/// How far likely times are from the truth, summed over zones and windows.
struct likely_error {
  std::int64_t truth_ms = 0;
  std::int64_t straight_off_ms = 0;  ///< without roads
  std::int64_t matched_off_ms = 0;   ///< with roads in force
  likely_error& operator+=(const likely_error& other);
};

struct likely_errors {
  likely_error of_quarters;  ///< every quarter of an hour, standing and moving
  likely_error of_moves;     ///< from one stop to the next: moving only
};

/// Every carrier of that kind for itself, with one device that reports in that way. The seed of
/// `how` is that of the first carrier, which has the next ones after it.
likely_errors likely_errors_of(const patrolled_town& town, bool on_foot, const reporting& how);

}  // namespace beatwatch
