#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "engine/figures/estimates.h"
#include "engine/figures/evidence.h"

namespace beatwatch {

/// Whether presence was at red times: the share of presence that fell into red time, over the share
/// of the window that is red. 1: no targeting. Absent without red time or without presence; bounds
/// combine the least of one with the most of the other.
std::optional<estimate> red_time_index(const place_evidence& evidence);

/// What the same shifts would have given in red time had their visits come at other times: in each
/// shift all visits move together, round the end of the shift back to its start, by each of
/// `shifted_times` equal steps. Deterministic: no draw is random.
struct chance_baseline {
  static constexpr std::int64_t shifted_times = 95;  ///< every 5 minutes of a shift of 8 hours
  std::int64_t red_ms = 0;                           ///< visited red time as it was
  std::int64_t mean_red_ms = 0;                      ///< over the shifted ones
  std::int64_t below = 0;  ///< of `shifted_times`: how many have less than was; half of equal ones
};

/// `shifts` are the shifts of the window: disjoint, in order. Absent without red time, visits or
/// shifts.
std::optional<chance_baseline> baseline_of(const place_evidence& evidence,
                                           std::span<const interval> shifts);

}  // namespace beatwatch
