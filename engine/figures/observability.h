#pragma once
#include <cstdint>
#include <optional>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// How well the place could be seen: stands beside every other figure.
struct observability_figures {
  /// The time from ping to ping in visits, each visit as long as it was: half, and 95 %, of the
  /// time of all visits that begin in the window had pings at least so often. Absent without pings.
  std::optional<duration> refresh_median;
  std::optional<duration> refresh_p95;
  std::int64_t unknown_ms = 0;  ///< somebody may have been there, but was silent for too long
  std::int64_t untold_ms = 0;   ///< of the window: nothing is known of it
};
observability_figures observability_of(const place_evidence& evidence);

}  // namespace beatwatch
