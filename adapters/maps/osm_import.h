#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "adapters/maps/osm_extract.h"
#include "adapters/maps/road_draft.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {

struct osm_import_options {
  std::filesystem::path file;          ///< .osm.pbf, .osm or .osm.gz
  std::optional<plane_origin> origin;  ///< absent: the middle of the map, scale 1
  std::string attribution = "(c) OpenStreetMap contributors, ODbL 1.0";
};

/// What an import took and what it left out.
struct osm_import_report {
  std::uint64_t ways = 0;        ///< in the file
  std::uint64_t ways_taken = 0;  ///< of which at least a part became road
  std::array<std::uint64_t, way_left_out_count> ways_left_out{};
  std::uint64_t limits_stated = 0;  ///< ways with a `maxspeed`
  std::uint64_t limits_not_understood = 0;
  std::uint64_t nodes_missing = 0;        ///< named by a way, not in the file: the way is cut there
  std::uint64_t nodes_outside_plane = 0;  ///< too far from the origin: likewise
  std::uint64_t barriers = 0;             ///< nodes where a car cannot pass
  std::uint64_t restrictions_used = 0;
  std::array<std::uint64_t, restriction_skipped_count> restrictions_skipped{};
};

struct osm_import {
  road_draft draft;
  osm_import_report report;
};

/// Reads the roads of an OpenStreetMap file. Ways are cut at junctions, at barriers and where a
/// turn is restricted; everything else keeps its shape. The middle of the map is the median
/// latitude and longitude of its road nodes, to 0.01 degree, so that a few ways that lead far away
/// do not move it. Equal files give equal drafts.
/// Throws `std::runtime_error`, "FILE: reason", when the file cannot be read or holds no road.
osm_import import_osm(const osm_import_options& options, const import_progress& progress);

}  // namespace beatwatch
