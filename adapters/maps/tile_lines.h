#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "adapters/maps/road_tiles.h"

namespace beatwatch {

/// A place on the world's map at one zoom, in units of `tile_extent` to a tile.
struct tile_point {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend constexpr bool operator==(const tile_point&, const tile_point&) = default;
};

inline constexpr std::int64_t tile_extent = 4'096;
inline constexpr std::int64_t tile_margin = 64;  ///< drawn beyond the sides, for wide strokes

/// Lines cut at the sides of the tiles that they cross, margin included; points are then relative
/// to their tile. A line of which nothing is left is in none.
using lines_by_tile = std::map<tile_name, std::vector<std::vector<tile_point>>>;

/// Adds the pieces of a line to `out`.
void cut_line(std::uint32_t zoom, std::span<const tile_point> line, lines_by_tile& out);

}  // namespace beatwatch
