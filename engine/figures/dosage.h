#pragma once
#include <cstdint>
#include <optional>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// Two quantities that must not be taken for each other. Source: Williams and Coupe, "Frequency vs.
/// Length of Hot Spots Patrols", Cambridge Journal of Evidence-Based Policing 1, 2017.
struct dosage_figures {
  presence_measure patrol;   ///< time with somebody there: the cells of the window
  presence_measure officer;  ///< time of each officer, summed over the visits that begin in it
};
dosage_figures dosage_of(const place_evidence& evidence);

/// Of the likely time of the visits that begin in the window. A car at an incident is visible but
/// not patrolling.
struct commitment_figures {
  std::int64_t unallocated_ms = 0;
  std::int64_t committed_ms = 0;
  std::int64_t at_station_ms = 0;
  std::int64_t without_status_ms = 0;
  /// Of the time with a status and not at a station; absent without any.
  std::optional<double> unallocated_share;
};
commitment_figures commitment_of(const place_evidence& evidence);

}  // namespace beatwatch
