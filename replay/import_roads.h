#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "engine/geo/local_plane.h"

namespace beatwatch {

struct import_roads_options {
  std::filesystem::path map;    ///< .osm.pbf, .osm or .osm.gz
  std::filesystem::path roads;  ///< the road file to write
  std::filesystem::path tiles;  ///< an MBTiles file to draw it into; empty: none
  std::optional<plane_origin> origin;
  std::string attribution = "(c) OpenStreetMap contributors, ODbL 1.0";
  bool json = false;  ///< the report as one JSON object
};

/// Makes a road file of a map. Progress goes to standard error, the report to standard output: what
/// was taken, what was left out and why. Returns 0; throws `std::runtime_error`, "FILE: reason".
int import_roads(const import_roads_options& options);

}  // namespace beatwatch
