#pragma once
#include <string>

#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// What differs between two sets on the same plane, as JSON on one line: {"before", "after":
/// hashes, "zones_before", "zones_after": numbers, "changes": [{"zone", "fate": "added" | "removed"
/// | "changed", "area_before_m2", "area_after_m2", "moved_m2", "moved_share", "altered": {WHAT:
/// {"before", "after"}}}], "gate_changes": [{"gate", "fate", "redrawn", "altered"}]}.
std::string differences_to_json(const zone_set& before,
                                const zone_set& after,
                                const local_plane& plane);

}  // namespace beatwatch
