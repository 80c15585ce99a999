#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "replay/make_shift.h"

namespace beatwatch {

struct simulate_options {
  std::filesystem::path folder;  ///< to write; made when absent
  std::filesystem::path roads;   ///< a road file, or a map to import; empty: a town is drawn
  std::filesystem::path zones;   ///< GeoJSON; empty: zones are drawn
  std::string zone_name;         ///< property of the given zones; empty: found out
  std::vector<std::string> zone_levels;  ///< properties, from the widest level to the narrowest
  std::string from = "2026-06-05T14:00:00Z";
  std::string time_zone = "Europe/London";
  std::string trackers = "native";  ///< how they report, as the kind of a source
  std::string radios = "native";    ///< likewise
  std::string profile = "tidy";     ///< "dirty": with all that goes wrong in a force
  bool free_ports = false;          ///< in the configuration: the server takes any free ports
  shift_options shift;              ///< its `from` and local time are filled from the two above
  bool json = false;                ///< the report as one JSON object
};

/// Writes a shift that never happened, and says so: truth and what went wrong, pings, roster,
/// book-ons, status, incidents, zones, plan, the map when it is drawn, and a configuration with
/// which the server can take it all in. Returns 0. Throws `std::runtime_error` or `map_file_error`
/// with one line when a file cannot be read or written.
int simulate(const simulate_options& options);

}  // namespace beatwatch
