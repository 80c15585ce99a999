#pragma once
#include <array>
#include <span>
#include <vector>

#include "engine/figures/estimates.h"
#include "engine/figures/evidence.h"

namespace beatwatch {

/// How long a visit is thought to go on working. Sources disagree, so that all are shown: minutes
/// (Koper 1995), 2 hours (Sacramento 2011), a day, 4 days (Perth 2020).
inline constexpr std::array<duration, 4> residuals{std::chrono::minutes{30},
                                                   std::chrono::hours{2},
                                                   std::chrono::hours{24},
                                                   std::chrono::hours{96}};

/// The share of the window's red time in which the last presence was no longer than each residual
/// ago, of one or more residuals above 0, the shortest first; empty without red time. At least by
/// what is proved, about by the spans of visits, at most by everything possible or not told. Times
/// are of the cells where only cells are known.
std::vector<estimate> residual_cover_shares(const place_evidence& evidence,
                                            std::span<const duration> after = residuals);

}  // namespace beatwatch
