#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Which property of a feature says what. An empty name: the file does not say.
struct zone_properties {
  std::string name = "name";  ///< text, or a whole number
  std::string kind;           ///< text
  std::string red_windows;    ///< text, as `decode_red_windows` reads it; null or empty: none
  /// One list of properties per hierarchy, from the widest level to the narrowest. In a value each
  /// run of characters that no name may have becomes one "_": "North West" gives "North_West".
  std::vector<std::vector<std::string>> levels;
};

/// What the import of a feature did that its maker should know.
struct zone_finding {
  std::string feature;  ///< the member "id", else the name, else "#" and its place from 0
  std::string pointer;  ///< JSON pointer (RFC 6901) to what is wrong
  std::string reason;
  bool left_out = false;  ///< the whole feature; else it is in the set, as far as it goes
};

struct zone_import {
  std::shared_ptr<const zone_set> zones;
  std::vector<zone_finding> findings;  ///< in the order of the file
};

/// Reads a GeoJSON FeatureCollection (RFC 7946; WGS 84), plain or gzip, of at most 256 MiB of text.
/// Rings are projected and snapped to the millimetre; invalid polygons are repaired. Left out and
/// reported are features without a usable polygon, with a name that breaks [A-Za-z0-9_.-]{1,64}, or
/// with the name of an earlier one. A level that is missing or a red window that cannot be read is
/// reported and the zone kept without it. Throws `map_file_error` when the file cannot be read, is
/// not such a collection, or names another coordinate reference system.
zone_import import_zones(const std::filesystem::path& file,
                         const zone_properties& properties,
                         const local_plane& plane,
                         metres reach = metres{300.0});

}  // namespace beatwatch
