#pragma once
#include "adapters/maps/osm_extract.h"
#include "adapters/maps/osm_import.h"

namespace beatwatch {

/// Adds to the draft the turns that restrictions and barriers forbid, and counts the restrictions:
/// used, or skipped by reason. A barrier forbids every way on but turning round.
void ban_turns(const osm_extract& extract, osm_import& out);

}  // namespace beatwatch
