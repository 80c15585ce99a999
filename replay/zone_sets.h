#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/daemon/config.h"
#include "adapters/maps/zone_import.h"
#include "adapters/maps/zone_set_file.h"

namespace beatwatch {

/// A zone set that a user named, and what its import found if it was imported just now.
struct named_zones {
  prepared_zones set;
  std::vector<zone_finding> findings;
  std::string coordinates;  ///< as in `zone_import`
};

/// `given`: the hash of a set in the store of `settings`, a file made by `beatwatch zones import`,
/// or a GeoJSON file or GeoPackage, which is imported as `settings` says. Throws
/// `std::runtime_error` with one line for what cannot be used, and for a set on another plane.
named_zones find_named_zones(const std::string& given, const config& settings);

}  // namespace beatwatch
