#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "adapters/maps/road_draft.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// A small network with everything awkward: roads side by side, loops, bends, one-way streets,
/// parts that do not meet, banned turns, and points on a coarse grid, so that many paths are
/// equally fast.
road_draft random_draft(std::mt19937& random);

/// Anywhere on any edge, ends included.
road_place random_place(const road_graph& roads, std::mt19937& random);
std::vector<road_place> random_places(const road_graph& roads,
                                      std::size_t count,
                                      std::mt19937& random);

}  // namespace beatwatch
