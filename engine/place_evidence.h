#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/figures/evidence.h"

namespace beatwatch {

struct state;

/// What is known of a level, as one place and zone by zone.
struct level_evidence {
  place_evidence place;
  std::vector<place_evidence> zones;  ///< each while it belongs to the level, by name
  std::vector<std::string> names;     ///< of these zones
};

/// The visits of each of the zones; good as long as the evidence is.
std::vector<std::span<const counted_visit>> visits_of_zones(const level_evidence& evidence);

/// How long before a window its evidence begins, as far as it is retained: the longest residual.
inline constexpr duration evidence_reach = std::chrono::hours{96};

/// What is known of a zone, up to the last whole minute: the window is widened to whole minutes and
/// ends there at the latest. Cells are minutes. Empty: no such zone, or the window has not begun.
std::optional<place_evidence> evidence_of_zone(const state& s,
                                               const std::string& zone,
                                               interval window);
/// The same of a level, named by its path.
std::optional<level_evidence> evidence_of_level(const state& s,
                                                const std::string& level,
                                                interval window);

/// Red windows that begin in `window`, each whole: what touches is one, but for what would be
/// longer than a day. `red` are red times that reach a day beyond the window, or pieces of them by
/// day.
std::vector<interval> windows_due(const std::vector<interval>& red, interval window);

}  // namespace beatwatch
