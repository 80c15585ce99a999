#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "adapters/maps/way_rules.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Why a turn restriction is not in the network.
enum class restriction_skipped : std::uint8_t {
  not_understood,  ///< unknown value, or not one `via` with at least one `from` and `to`
  via_way,         ///< not supported
  timed,           ///< holds at certain times only
  other_vehicles,  ///< not for cars, or emergency services are exempt
  member_missing,  ///< a way of it is not in the file
  no_car_there,    ///< no car may come that way or go that way: nothing to forbid
  ambiguous,       ///< a way goes on beyond the `via` node, so that its direction is not known
};
inline constexpr std::size_t restriction_skipped_count = 7;
std::string_view to_string(restriction_skipped reason);

/// A way that a car may use.
struct osm_road {
  std::int64_t id = 0;
  way_rules rules;
  std::vector<std::int64_t> nodes;
};

struct osm_node {
  std::int64_t id = 0;
  position at;
  bool present = false;  ///< in the file, with a valid position
  bool stops_cars = false;
};

/// no_left_turn, only_straight_on, ... through one node.
struct osm_restriction {
  std::vector<std::int64_t> from;
  std::vector<std::int64_t> to;
  std::int64_t via = 0;
  bool only = false;    ///< everything else is forbidden
  bool u_turn = false;  ///< no_u_turn
};

/// What an OpenStreetMap file says about roads, sorted by id, so that the order of objects in the
/// file does not matter. An id that comes twice counts once.
struct osm_extract {
  std::vector<osm_road> roads;
  std::vector<osm_node> nodes;  ///< those that `roads` name
  std::vector<osm_restriction> restrictions;
  std::vector<std::int64_t> way_ids;  ///< every way of the file
  std::array<std::uint64_t, way_left_out_count> ways_left_out{};
  std::array<std::uint64_t, restriction_skipped_count> restrictions_skipped{};
  std::uint64_t limits_stated = 0;  ///< roads with a `maxspeed`
  std::uint64_t limits_not_understood = 0;
};

/// Told where a long work stands: what is being done, and how much of it, 0 ... 1.
using import_progress = std::function<void(std::string_view stage, double done)>;

/// Reads .osm.pbf, .osm or .osm.gz (by the name's ending), twice: ways and relations, then nodes.
/// Throws `std::runtime_error`, "FILE: reason", when it cannot be read to its end.
osm_extract read_osm(const std::filesystem::path& file, const import_progress& progress);

}  // namespace beatwatch
