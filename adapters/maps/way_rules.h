#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "adapters/maps/road_draft.h"
#include "engine/base/expected.h"

namespace beatwatch {

/// Value of an OpenStreetMap tag; nullptr when the object does not have the key.
using tag_lookup = std::function<const char*(const char* key)>;

/// Why a way is neither a road for a police car nor a path for an officer on foot.
enum class way_left_out : std::uint8_t {
  not_a_road,   ///< no `highway`
  not_a_class,  ///< roads under construction, raceways, ...
  area,
  no_access,   ///< neither by car nor on foot
  reversible,  ///< the direction open now is not on the map
};
inline constexpr std::size_t way_left_out_count = 5;
std::string_view to_string(way_left_out reason);

/// What the tags of a way allow.
struct way_rules {
  road_class kind{};
  bool link = false;
  bool foot = false;
  draft_direction forward;
  draft_direction backward;
  bool limit_stated = false;
  bool limit_not_understood = false;  ///< the class's speed is used instead
};

/// - Class: `highway` from motorway to track; `road` counts as unclassified; footway, path, steps,
///   cycleway and bridleway are paths.
/// - Access: the first present of emergency, motorcar, motor_vehicle, vehicle, access decides, and
///   only "no" closes: the police use private roads. Roads kept for buses are open to them too.
///   Pedestrian streets and paths are open to cars only where vehicles are named so.
/// - Direction: `oneway`; roundabouts and motorways are one-way unless it says no.
/// - On foot: in both directions, but not on motorways, motor roads, or where `foot` says no, or
///   `access` without a word about `foot`.
expected<way_rules, way_left_out> rules_of_way(const tag_lookup& tags);

/// Whether a node stops a car: a bollard, block or the like that no tag opens to vehicles. Gates
/// and lifting barriers open for the police.
bool stops_cars(const tag_lookup& tags);

}  // namespace beatwatch
