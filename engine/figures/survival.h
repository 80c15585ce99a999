#pragma once
#include <optional>
#include <span>

#include "engine/base/units.h"

namespace beatwatch {

/// How long something lasted, as far as it was seen.
struct observed_length {
  duration length{};
  bool ended = true;  ///< false: it lasted at least so long (censored)
};

/// The length that all but a share `lasting` (0 < lasting < 1) have come to by the estimate of
/// Kaplan and Meier: 0.5 is the median, 0.1 the 90th percentile. Empty when too many were cut off
/// before their end to say.
/// Source: Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", Journal of
/// the American Statistical Association 53, 1958.
std::optional<duration> survival_quantile(std::span<const observed_length> lengths, double lasting);

}  // namespace beatwatch
