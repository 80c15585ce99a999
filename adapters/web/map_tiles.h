#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "adapters/journal/sqlite.h"
#include "adapters/maps/road_tiles.h"

namespace beatwatch {

/// The map under the page: vector tiles of an MBTiles file.
class map_tiles {
 public:
  /// Throws `sqlite_error`, or `map_file_error` when the file has no vector tiles.
  explicit map_tiles(const std::filesystem::path& file);

  /// A Mapbox vector tile, gzip; empty: nothing is drawn there.
  [[nodiscard]] std::optional<std::string> tile(const tile_name& name);

  [[nodiscard]] std::uint32_t zoom_min() const { return zoom_min_; }
  [[nodiscard]] std::uint32_t zoom_max() const { return zoom_max_; }
  /// Whom the map is owed to; has to stand on it.
  [[nodiscard]] const std::string& attribution() const { return attribution_; }

 private:
  [[nodiscard]] std::string fact(std::string_view name);

  sqlite_database file_;
  sqlite_statement find_;
  std::uint32_t zoom_min_ = 0;
  std::uint32_t zoom_max_ = 0;
  std::string attribution_;
};

}  // namespace beatwatch
