#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

// A prepared zone set as a file: what was imported, checked and projected once, under the hash of
// its content. A store is a folder of such files, "HASH.zones"; who may write there may offer sets.

struct prepared_zones {
  std::shared_ptr<const zone_set> zones;
  plane_origin plane;  ///< that it was projected onto
};

std::filesystem::path stored_zones_path(const std::filesystem::path& store,
                                        const std::string& hash);

/// Writes beside the target first, so that whoever reads it finds the whole set or none. Throws
/// `std::runtime_error` when the disk refuses.
void write_zone_set(const std::filesystem::path& target,
                    const zone_set& zones,
                    const plane_origin& plane);

/// Throws `map_file_error` for what cannot be read, is no such file, or does not have the content
/// that its hash stands for.
prepared_zones read_zone_set(const std::filesystem::path& file);

/// The set of this hash. Throws `map_file_error` when the store has none, or a damaged one.
prepared_zones read_stored_zones(const std::filesystem::path& store, const std::string& hash);

/// Puts the set into the store, unless it is there.
void store_zones(const std::filesystem::path& store,
                 const zone_set& zones,
                 const plane_origin& plane);

}  // namespace beatwatch
