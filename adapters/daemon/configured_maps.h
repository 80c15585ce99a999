#pragma once
#include <filesystem>
#include <memory>

#include "adapters/daemon/config.h"
#include "engine/model/zone.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

struct prepared_maps {
  std::shared_ptr<const zone_set> zones;    ///< null: none
  std::shared_ptr<const road_graph> roads;  ///< null: none
};

/// Reads the maps that a configuration names, tells in the log what was found in them, and keeps
/// the roads with the journal, whose folder is made. Throws `std::runtime_error` with one line when
/// one cannot be used.
[[nodiscard]] prepared_maps prepare_maps(const config& settings,
                                         const std::filesystem::path& journal_folder);

}  // namespace beatwatch
