#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "adapters/journal/journal_reader.h"
#include "adapters/journal/journal_writer.h"
#include "engine/model/zone.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

// Where a journal's maps are found again by the hashes that its events name: zone sets are part of
// the journal, road files stand beside it as "maps/HASH.roads", being large and mapped where they
// lie.

/// What a journal keeps of a zone set: kind "zones", content `zones_to_bytes`.
artifact zones_to_artifact(const zone_set& zones);

/// Null when the journal has no zone set of this hash.
std::shared_ptr<const zone_set> find_zones(journal_reader& journal, const std::string& hash);

/// Keeps the road file with the journal: as a hard link, or copied from another file system. Throws
/// `std::filesystem::filesystem_error`.
void keep_roads(const std::filesystem::path& journal_folder,
                const std::filesystem::path& road_file,
                const std::string& hash);

/// Null when none is kept under this hash. Throws `std::runtime_error` when it is damaged.
std::shared_ptr<const road_graph> find_roads(const std::filesystem::path& journal_folder,
                                             const std::string& hash);

}  // namespace beatwatch
