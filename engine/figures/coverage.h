#pragma once
#include <cstdint>

#include "engine/figures/estimates.h"
#include "engine/figures/evidence.h"
#include "engine/figures/proportion.h"

namespace beatwatch {

/// How many of the red windows due got a qualifying visit.
struct coverage_figures {
  std::uint32_t due = 0;
  /// At least by qualifying visits with a ping inside and proved time that lie wholly in the
  /// window; about by qualifying visits that touch it; at most by everything possible or not told
  /// in it.
  count_estimate visited;
  confidence_interval share;  ///< behind `visited.about` out of `due`, at 95 %
};

coverage_figures coverage_of(const place_evidence& evidence);

/// Of several places together.
coverage_figures sum_of(const coverage_figures& a, const coverage_figures& b);

}  // namespace beatwatch
