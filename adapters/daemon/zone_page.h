#pragma once
#include "beatwatch/v1/board.pb.h"
#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Everything that the page of a zone of `zones` shows of one policing day, but for its row of the
/// board and `run`.
void make_zone_page(const engine& asked,
                    const parameters& settings,
                    const zone_set& zones,
                    const zone& of,
                    interval day,
                    v1::ZoneAnswer& out);

/// The gates of the set that come within the hysteresis ring of the zone, by name.
std::vector<std::string> gates_at(const zone_set& zones, const zone& of, metres hysteresis);

}  // namespace beatwatch
