#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/maps/zone_import.h"
#include "engine/geo/local_plane.h"
#include "replay/patrol_area.h"

namespace beatwatch {

/// The zones of a file that lie where a patrol can go.
struct given_zones {
  std::string geojson;             ///< the features that are kept, as they were
  std::vector<zone_point> points;  ///< one per zone, on a street inside it, by name
  std::size_t left_aside = 0;      ///< zones without a street
  std::vector<zone_finding> findings;
};

/// The property that can name every feature of the file: "name" or "code" if one of them can, else
/// the first in order of the alphabet whose values keep the rule for names and are all different.
/// Throws `std::runtime_error` when there is none, `map_file_error` when the file cannot be read.
std::string find_name_property(const std::filesystem::path& file);

/// Reads zones and keeps those in which a street of the car network begins. Throws as
/// `import_zones` does.
given_zones take_zones(const std::filesystem::path& file,
                       const zone_properties& properties,
                       const local_plane& plane,
                       const patrol_area& area);

}  // namespace beatwatch
