#pragma once
#include <memory>
#include <string>
#include <vector>

#include "adapters/maps/map_features.h"

namespace beatwatch {

/// A layer of features of a GeoPackage, in the order of its keys. Pointers read
/// "/LAYER/KEY/COLUMN", and "/BYTE" at the end for a part of a geometry. Throws `map_file_error`
/// for a file that cannot be read, no or several layers where `file.layer` names none, a layer or
/// column that is not there, and a layer in no known coordinate reference system unless `file.crs`
/// names one.
std::unique_ptr<map_features> open_geopackage(const zone_file& file,
                                              std::vector<std::string> properties);

}  // namespace beatwatch
