#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// How often a place was visited. Source: Sherman et al., "An Integrated Theory of Hot Spots Patrol
/// Strategy", Journal of Contemporary Criminal Justice 30, 2014 (frequency, duration,
/// intermittency).
struct frequency_figures {
  std::uint32_t visits = 0;      ///< that begin in the window, about
  std::uint32_t qualifying = 0;  ///< of them
  std::uint32_t grade_a = 0;     ///< of all
  std::uint32_t grade_b = 0;
  std::uint32_t grade_c = 0;
  std::uint32_t proved = 0;            ///< of all: with proved time inside
  std::uint32_t red_visits = 0;        ///< that begin in red time of the window
  double per_zone_day = 0;             ///< visits per zone and 24 hours
  std::optional<double> per_red_hour;  ///< red visits per hour of red time; absent without any
};

/// `zones`: how many share the place; at least 1.
frequency_figures frequency_of(const place_evidence& evidence, std::uint32_t zones);

}  // namespace beatwatch
