#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/interval.h"
#include "engine/roads/matched_path.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Pieces of road, by the lower number of their two edges, of which at least 20 m are covered
/// within `when`; shorter ones never count.
std::set<std::uint32_t> streets_covered(const road_graph& roads,
                                        const std::vector<path_part>& way,
                                        interval when);

/// Shared by both / in either; 1 where both are empty.
double jaccard(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b);

/// Tiles of 150 m, by column and row.
using tile = std::pair<std::int32_t, std::int32_t>;
tile tile_of(plane_point at);
inline constexpr std::int32_t tile_mm = 150'000;

/// Seconds in each tile, looked at in the middle of each second of `when`.
std::map<tile, int> seconds_in_tiles(const std::vector<path_part>& way, interval when);

/// Half the sum of the differences over all tiles, by the time there is.
double wrong_share(const std::map<tile, int>& truth, const std::map<tile, int>& estimate);

}  // namespace beatwatch
