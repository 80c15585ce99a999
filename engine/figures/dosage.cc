#include "engine/figures/dosage.h"

namespace beatwatch {

dosage_figures dosage_of(const place_evidence& evidence) {
  dosage_figures result{.patrol = sum_in_window(evidence).presence, .officer = {}};
  for (const counted_visit& visit : begun_in_window(evidence)) {
    const std::int64_t officers = visit.officers;
    result.officer.at_least_ms += officers * visit.inside.at_least_ms;
    result.officer.about_ms += officers * visit.inside.about_ms;
    result.officer.at_most_ms += officers * visit.inside.at_most_ms;
    result.officer.unknown_ms += officers * visit.inside.unknown_ms;
  }
  return result;
}

commitment_figures commitment_of(const place_evidence& evidence) {
  commitment_figures result;
  std::int64_t likely_ms = 0;
  for (const counted_visit& visit : begun_in_window(evidence)) {
    result.unallocated_ms += visit.unallocated_ms;
    result.committed_ms += visit.committed_ms;
    result.at_station_ms += visit.at_station_ms;
    likely_ms += visit.inside.about_ms;
  }
  const std::int64_t patrolling_ms = result.unallocated_ms + result.committed_ms;
  result.without_status_ms = likely_ms - patrolling_ms - result.at_station_ms;
  if (patrolling_ms > 0) {
    result.unallocated_share =
        static_cast<double>(result.unallocated_ms) / static_cast<double>(patrolling_ms);
  }
  return result;
}

}  // namespace beatwatch
