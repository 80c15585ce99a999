#pragma once
#include <array>
#include <optional>

#include "engine/figures/estimates.h"
#include "engine/figures/evidence.h"

namespace beatwatch {

/// How long a visit is thought to go on working. Sources disagree, so that all are shown: minutes
/// (Koper 1995), 2 hours (Sacramento 2011), a day, 4 days (Perth 2020).
inline constexpr std::array<duration, 4> residuals{std::chrono::minutes{30},
                                                   std::chrono::hours{2},
                                                   std::chrono::hours{24},
                                                   std::chrono::hours{96}};

/// The share of the window's red time in which the last presence was no longer than `residual` ago;
/// absent without red time. At least by what is proved, about by the spans of visits, at most by
/// everything possible or not told. Times are of the cells where only cells are known.
std::optional<estimate> residual_cover_share(const place_evidence& evidence, duration residual);

}  // namespace beatwatch
