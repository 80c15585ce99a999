#pragma once
#include <cstdint>
#include <optional>

#include "engine/roads/road_records.h"

namespace beatwatch {

struct drive_speeds {
  std::uint32_t ordinary_mmps = 0;
  std::uint32_t response_mmps = 0;
};

/// Mean speeds over a road without traffic. Uncalibrated: until a force's own journeys teach them,
/// they rank units and do not promise minutes.
///
/// ordinary: without a known limit the class's usual speed; with one, 0.85 of it, at most what the
/// class allows in practice (a lane at the national limit of 60 mph is not driven at it).
/// response: the ordinary speed times 1.3, or 1.25 on motorways and trunk roads, 1.0 on living
/// streets, service roads, tracks, pedestrian streets and footways.
///
/// | class         | usual km/h | at most | slip road, usual and at most |
/// |---------------|-----------:|--------:|-----------------------------:|
/// | motorway      |        100 |     110 |                           60 |
/// | trunk         |         80 |     100 |                           50 |
/// | primary       |         60 |      85 |                           40 |
/// | secondary     |         50 |      75 |                           40 |
/// | tertiary      |         45 |      65 |                           35 |
/// | unclassified  |         40 |      55 |                           30 |
/// | residential   |         28 |      40 |                           28 |
/// | living_street |         10 |      10 |                           10 |
/// | service       |         15 |      20 |                           15 |
/// | track         |         12 |      15 |                           12 |
/// | pedestrian    |          8 |       8 |                            8 |
/// | footway       |          8 |       8 |                            8 |
///
/// 1.3 means 23 % less time; ambulances with lights and siren took 31 % less in a rural area.
/// Source of that: Ho and Lindquist, Prehospital Emergency Care 5(2), 2001.
drive_speeds speeds_of(road_class kind, bool link, std::optional<std::uint32_t> limit_mmps);

}  // namespace beatwatch
