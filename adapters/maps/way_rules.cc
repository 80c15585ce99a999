#include "adapters/maps/way_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/maps/road_speeds.h"
#include "adapters/maps/speed_limit.h"

namespace beatwatch {
namespace {

constexpr std::array<std::pair<std::string_view, road_class>, 17> classes{{
    {"motorway", road_class::motorway},
    {"trunk", road_class::trunk},
    {"primary", road_class::primary},
    {"secondary", road_class::secondary},
    {"tertiary", road_class::tertiary},
    {"unclassified", road_class::unclassified},
    {"road", road_class::unclassified},
    {"residential", road_class::residential},
    {"living_street", road_class::living_street},
    {"service", road_class::service},
    {"track", road_class::track},
    {"pedestrian", road_class::pedestrian},
    {"footway", road_class::footway},
    {"path", road_class::footway},
    {"steps", road_class::footway},
    {"cycleway", road_class::footway},
    {"bridleway", road_class::footway},
}};

constexpr std::array<std::string_view, 9> car_stoppers{"bollard",
                                                       "block",
                                                       "jersey_barrier",
                                                       "cycle_barrier",
                                                       "motorcycle_barrier",
                                                       "log",
                                                       "debris",
                                                       "bus_trap",
                                                       "sump_buster"};

std::string_view value_of(const tag_lookup& tags, const char* key) {
  const char* const value = tags(key);
  return value == nullptr ? std::string_view{} : std::string_view{value};
}

template <typename... Words>
bool is_one_of(std::string_view text, Words... words) {
  return ((text == words) || ...);
}

// What the tags say of vehicles; empty: nothing.
std::optional<bool> vehicles_allowed(const tag_lookup& tags) {
  for (const char* const key : {"psv", "bus"}) {
    if (is_one_of(value_of(tags, key), "yes", "designated")) {
      return true;
    }
  }
  for (const char* const key : {"emergency", "motorcar", "motor_vehicle", "vehicle"}) {
    if (const std::string_view value = value_of(tags, key); !value.empty()) {
      return value != "no";
    }
  }
  return std::nullopt;
}

bool cars_allowed(const tag_lookup& tags, road_class kind) {
  const bool for_walkers = kind == road_class::pedestrian || kind == road_class::footway;
  return vehicles_allowed(tags).value_or(!for_walkers && value_of(tags, "access") != "no");
}

bool walkers_allowed(const tag_lookup& tags, road_class kind) {
  if (kind == road_class::motorway || value_of(tags, "motorroad") == "yes") {
    return false;
  }
  const std::string_view foot = value_of(tags, "foot");
  return foot.empty() ? value_of(tags, "access") != "no" : foot != "no";
}

enum class direction : std::uint8_t { both, forward, backward, unknown };

direction direction_of(const tag_lookup& tags, road_class kind, bool link) {
  const std::string_view oneway = value_of(tags, "oneway");
  if (is_one_of(oneway, "yes", "true", "1")) {
    return direction::forward;
  }
  if (is_one_of(oneway, "-1", "reverse")) {
    return direction::backward;
  }
  if (oneway == "reversible") {
    return direction::unknown;
  }
  if (is_one_of(oneway, "no", "false", "0", "alternating")) {
    return direction::both;
  }
  const bool implied = is_one_of(value_of(tags, "junction"), "roundabout", "circular") ||
                       (kind == road_class::motorway && !link);
  return implied ? direction::forward : direction::both;
}

// Speeds of one direction, by its own limit if it has one.
void set_speeds(const tag_lookup& tags,
                const char* own_key,
                way_rules& rules,
                draft_direction& way) {
  way.car = true;
  std::string_view stated = value_of(tags, own_key);
  if (stated.empty()) {
    stated = value_of(tags, "maxspeed");
  }
  const auto limit = parse_speed_limit_mmps(stated);
  rules.limit_stated = rules.limit_stated || !stated.empty();
  rules.limit_not_understood = rules.limit_not_understood || (!stated.empty() && !limit);
  const drive_speeds speeds = speeds_of(rules.kind, rules.link, limit);
  way.ordinary_mmps = speeds.ordinary_mmps;
  way.response_mmps = speeds.response_mmps;
}

}  // namespace

std::string_view to_string(way_left_out reason) {
  constexpr std::array<std::string_view, way_left_out_count> words{
      "not a road", "not a road or path by class", "area", "no access", "reversible"};
  return words.at(static_cast<std::size_t>(reason));
}

expected<way_rules, way_left_out> rules_of_way(const tag_lookup& tags) {
  std::string_view highway = value_of(tags, "highway");
  if (highway.empty()) {
    return unexpected{way_left_out::not_a_road};
  }
  way_rules rules;
  constexpr std::string_view link_ending = "_link";
  if (highway.size() > link_ending.size() && highway.ends_with(link_ending)) {
    rules.link = true;
    highway.remove_suffix(link_ending.size());
  }
  const auto* const found = std::find_if(
      classes.begin(), classes.end(), [&](const auto& entry) { return entry.first == highway; });
  if (found == classes.end()) {
    return unexpected{way_left_out::not_a_class};
  }
  rules.kind = found->second;
  if (value_of(tags, "area") == "yes") {
    return unexpected{way_left_out::area};
  }
  rules.foot = walkers_allowed(tags, rules.kind);
  if (!cars_allowed(tags, rules.kind)) {
    return rules.foot ? expected<way_rules, way_left_out>{rules}
                      : unexpected{way_left_out::no_access};
  }
  const direction open = direction_of(tags, rules.kind, rules.link);
  if (open == direction::unknown) {
    return unexpected{way_left_out::reversible};
  }
  if (open != direction::backward) {
    set_speeds(tags, "maxspeed:forward", rules, rules.forward);
  }
  if (open != direction::forward) {
    set_speeds(tags, "maxspeed:backward", rules, rules.backward);
  }
  return rules;
}

bool stops_cars(const tag_lookup& tags) {
  const std::string_view barrier = value_of(tags, "barrier");
  return std::find(car_stoppers.begin(), car_stoppers.end(), barrier) != car_stoppers.end() &&
         !vehicles_allowed(tags).value_or(false);
}

}  // namespace beatwatch
