#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/local_plane.h"
#include "engine/geo/plane_point.h"
#include "replay/patrol_area.h"

namespace beatwatch {

/// A zone as it is drawn: polygons, each an outer ring and then its holes.
struct drawn_zone {
  std::string name;
  std::string kind;  ///< micro_beat, red_zone, neighbourhood
  // Two hierarchies: command above neighbourhood, and ward. A neighbourhood is its own narrowest
  // level, so that it stands with the zones inside it.
  std::string command;
  std::string neighbourhood;
  std::string ward;
  std::string red_windows;  ///< as `decode_red_windows` reads it; empty: none
  std::vector<std::vector<plane_ring>> polygons;
  plane_point inside;  ///< a point of the zone where somebody may stand
};

/// Draws the zones of a force area: 24 micro-beats along streets, 12 around blocks, one of them
/// with a hole and one of two parts, 6 red zones where streets are dense, and 8 neighbourhoods that
/// tile everything between them. Equal seeds and streets give equal zones.
std::vector<drawn_zone> draw_zones(const patrol_area& area, std::uint64_t seed);

/// RFC 7946, one feature per line; properties name, kind, command, neighbourhood, ward and, unless
/// empty, red_windows.
void write_zones(std::ostream& out, const std::vector<drawn_zone>& zones, const local_plane& plane);

}  // namespace beatwatch
