#pragma once
#include <cstdint>
#include <optional>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// Whether the time of a visit could have been foretold: the entropy of the bin, within its red
/// window, in which a visit begins, over that of all bins alike. 1: any time is as likely as any
/// other; 0: always the same time. A few visits cannot fill many bins, so that the most they could
/// reach stands beside it. Source: Chen, Cheng and Wise, "Developing an Online Cooperative Police
/// Patrol Routing Strategy", Computers, Environment and Urban Systems 62, 2017.
struct unpredictability_figure {
  static constexpr duration bin{std::chrono::minutes{30}};
  std::uint32_t visits = 0;  ///< that begin in a red window due
  std::uint32_t bins = 0;    ///< of the longest of these windows
  double entropy = 0;        ///< of 1
  double reachable = 0;      ///< by so many visits
};

/// Absent without a visit, or where the windows have one bin only.
std::optional<unpredictability_figure> unpredictability_of(const place_evidence& evidence);

}  // namespace beatwatch
