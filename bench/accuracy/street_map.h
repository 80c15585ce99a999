#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Streets to move on.
struct street_map {
  std::string name;
  std::shared_ptr<const road_graph> roads;
  /// By edge: whether somebody who comes along it can go on for ever, and be come to. Of the
  /// largest such part of the network.
  std::vector<bool> usable_on_foot;
  std::vector<bool> usable_by_car;
};

/// A grid of 26 x 26 corners, 93.3 m apart in the mean, each moved by up to 22 % of that in both
/// axes; 18 % of the streets between them are missing.
street_map make_grid(std::uint64_t seed);

/// The town that the simulator draws: streets, one-way rules, a park with paths, villages.
street_map make_town(std::uint64_t seed);

/// A map of OpenStreetMap.
street_map load_map(const std::string& name, const std::filesystem::path& file);

}  // namespace beatwatch
