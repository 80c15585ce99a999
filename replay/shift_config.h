#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {

/// What the configuration of a server for a simulated shift needs to know.
struct shift_config {
  plane_origin plane;
  instant start;  ///< of the driven clock
  std::string time_zone;
  std::string trackers = "native";  ///< kind of their source: a socket takes a free port
  std::string radios = "native";    ///< likewise
  bool free_ports = false;          ///< else the usual ports
  std::string roads;                ///< file names, relative to the configuration
  std::string zones;
  std::string zone_name = "name";
  std::string zone_kind;
  std::string zone_red_windows;
  std::vector<std::vector<std::string>> zone_levels;
};

/// A beatwatch.toml, as docs/configuration.md describes it: driven clock, loopback only, roster and
/// plan from their files, everything else by the ingest socket; caps and error limits are those
/// that the simulator keeps.
std::string shift_config_toml(const shift_config& config);

}  // namespace beatwatch
