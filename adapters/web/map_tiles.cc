#include "adapters/web/map_tiles.h"

#include <charconv>

#include "adapters/maps/gzip_text.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t zoom_limit = 24;

std::uint32_t read_zoom(const std::string& text, const std::filesystem::path& file) {
  std::uint32_t zoom = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, zoom);
  if (error != std::errc{} || at != end || zoom > zoom_limit) {
    throw map_file_error{file.string() + ": expected minzoom and maxzoom among its metadata"};
  }
  return zoom;
}

}  // namespace

map_tiles::map_tiles(const std::filesystem::path& file)
    : file_(file, sqlite_database::access::read),
      find_(file_,
            "SELECT tile_data FROM tiles"
            " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?") {
  if (fact("format") != "pbf") {
    throw map_file_error{file.string() + ": expected vector tiles (format pbf)"};
  }
  zoom_min_ = read_zoom(fact("minzoom"), file);
  zoom_max_ = read_zoom(fact("maxzoom"), file);
  attribution_ = fact("attribution");
}

std::string map_tiles::fact(std::string_view name) {
  sqlite_statement row{file_, "SELECT value FROM metadata WHERE name = ?"};
  return row.bind(1, name).step() ? std::string{row.text(0)} : std::string{};
}

std::optional<std::string> map_tiles::tile(const tile_name& name) {
  const std::int64_t rows = std::int64_t{1} << std::min(name.zoom, zoom_limit);
  if (name.zoom > zoom_limit || name.row >= rows || name.column >= rows) {
    return std::nullopt;
  }
  find_.bind(1, std::int64_t{name.zoom})
      .bind(2, std::int64_t{name.column})
      .bind(3, rows - 1 - name.row);
  std::optional<std::string> found;
  if (find_.step()) {
    const auto bytes = find_.bytes(0);
    found.emplace(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  find_.reset();
  return found;
}

}  // namespace beatwatch
