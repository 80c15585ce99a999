#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/maps/map_features.h"
#include "engine/base/units.h"
#include "engine/geo/local_plane.h"
#include "engine/geo/position.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Which property of a feature says what. An empty name: the file does not say.
struct zone_properties {
  std::string name = "name";  ///< text, or a whole number
  std::string kind;           ///< text
  std::string red_windows;    ///< text, as `decode_red_windows` reads it; null or empty: none
  std::string radius;         ///< metres around a point
  std::string half_width;     ///< metres to either side of a line, and beyond its ends
  /// One list of properties per hierarchy, from the widest level to the narrowest. In a value each
  /// run of characters that no name may have becomes one "_": "North West" gives "North_West".
  std::vector<std::vector<std::string>> levels;
};

inline constexpr double radius_m_max = 10'000.0;

/// What the import of a feature did that its maker should know.
struct zone_finding {
  std::string feature;  ///< its id, else the name, else "#" and its place from 0
  std::string pointer;  ///< to what is wrong, as the format of the file has it
  std::string reason;
  bool left_out = false;  ///< the whole feature; else it is in the set, as far as it goes
};

struct zone_import {
  std::shared_ptr<const zone_set> zones;
  std::vector<zone_finding> findings;  ///< in the order of the file
  std::string coordinates;             ///< how they were turned into WGS 84; empty: they were
};

/// Reads zones from GeoJSON or a GeoPackage in any coordinate reference system that PROJ knows.
/// Rings are projected and snapped to the millimetre; invalid polygons are repaired; points and
/// lines become the polygons around them, but for lines of the kind "gate", which are gates. Left
/// out and reported are features without a usable shape, with a name that breaks
/// [A-Za-z0-9_.-]{1,64}, or with the name of an earlier one. A level that is missing or a red
/// window or kind that cannot be read is reported and the zone kept without it. Throws
/// `map_file_error` when the file cannot be used at all.
zone_import import_zones(const zone_file& file,
                         const zone_properties& properties,
                         const local_plane& plane,
                         metres reach = zone_index_reach);

/// Some position of the file, to lay a plane around where there is no other; empty when it has
/// none. Throws `map_file_error` as `import_zones` does.
std::optional<position> find_position(const zone_file& file);

}  // namespace beatwatch
