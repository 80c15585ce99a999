#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"
#include "engine/roads/road_graph.h"
#include "replay/draw_zones.h"
#include "replay/make_shift.h"
#include "replay/patrol_area.h"

namespace beatwatch {

/// A drawn town ready for a shift: its roads through the importer, its zones, its places.
struct simulated_town {
  std::shared_ptr<const std::vector<std::byte>> road_file;  ///< what a file of them holds
  std::shared_ptr<const road_graph> roads;
  local_plane plane;
  patrol_area area;
  std::vector<drawn_zone> zones;
};
simulated_town make_simulated_town(std::uint64_t seed);

/// The drawn zones as the engine takes them, with both hierarchies and no red windows.
std::shared_ptr<const zone_set> zone_set_of(const std::vector<drawn_zone>& zones);

/// Puts its roads where the journal of that folder keeps them.
void keep_town_roads(const std::filesystem::path& journal_folder, const simulated_town& town);

/// A short shift in it.
simulated_shift make_town_shift(const simulated_town& town,
                                std::uint64_t seed,
                                int hours,
                                bool dirty = false);

}  // namespace beatwatch
