#pragma once
#include <array>
#include <cstddef>
#include <optional>

#include "engine/figures/estimates.h"
#include "engine/figures/evidence.h"

namespace beatwatch {

/// One band of visit lengths, `[from, to)`.
struct duration_band {
  duration from{};
  duration to{};  ///< `duration::max()`: no end
  /// Visits whose time inside lies in the band: for certain by its bounds, along the inferred path,
  /// and possibly.
  count_estimate visits;
  /// Narrower than what one report of the devices can tell: shown in grey.
  bool finer_than_refresh = false;
};

inline constexpr std::size_t duration_band_count = 6;
/// Under 2, 2 to 5, 5 to 10, 10 to 15, 15 to 20, and 20 minutes and more.
using duration_bands = std::array<duration_band, duration_band_count>;

/// Of the visits that begin in the window. Absent `refresh`: not known, nothing is grey.
/// Limits: Koper, "Just Enough Police Presence", Justice Quarterly 12, 1995.
duration_bands bands_of(const place_evidence& evidence, std::optional<duration> refresh);

/// Median and quartiles of the likely time inside, of the visits that begin in the window: the
/// smallest length that at least that share of visits do not exceed.
struct duration_quartiles {
  duration lower{};
  duration median{};
  duration upper{};
};
/// Absent without visits.
std::optional<duration_quartiles> quartiles_of(const place_evidence& evidence);

}  // namespace beatwatch
