#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "beatwatch/v1/tile.pb.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// A tile of the web's map: Web Mercator, rows counted from the north.
struct tile_name {
  std::uint32_t zoom = 0;
  std::uint32_t column = 0;
  std::uint32_t row = 0;
  friend constexpr auto operator<=>(const tile_name&, const tile_name&) = default;
};

inline constexpr std::uint32_t road_tile_zoom_min = 6;
inline constexpr std::uint32_t road_tile_zoom_max = 14;

/// Draws the roads of a graph into an MBTiles file (version 1.3), so that a page on an isolated
/// network has a map, and the very one that travel times rest on. One layer, "roads", whose lines
/// have a `class` as `road_class_words` has it; small roads from nearer zooms on. Replaces the
/// file. Throws `sqlite_error`.
void write_road_tiles(const std::filesystem::path& file, const road_graph& roads);

/// The words for the classes of roads in tiles, as OpenStreetMap has them.
[[nodiscard]] std::string_view road_class_word(road_class kind);

}  // namespace beatwatch
