#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/maps/map_features.h"

namespace beatwatch {

/// A GeoJSON FeatureCollection, plain or gzip. A member "crs", as GeoJSON had it before 2016, is
/// taken at its word. Pointers are JSON pointers (RFC 6901). A geometry is an error when it is a
/// GeometryCollection, when its arrays are not those of its type, and when a position is nowhere on
/// the plane. Throws `map_file_error`.
std::unique_ptr<map_features> open_geojson(const std::filesystem::path& file,
                                           std::vector<std::string> properties);

}  // namespace beatwatch
