#include "adapters/maps/map_features.h"

#include <array>
#include <fstream>

#include "adapters/maps/geojson_features.h"
#include "adapters/maps/geopackage_features.h"

namespace beatwatch {
namespace {

// Source: "Database File Format", sqlite.org/fileformat2.html, section 1.3.
constexpr std::string_view sqlite_magic{"SQLite format 3\0", 16};

bool is_sqlite(const std::filesystem::path& file) {
  std::array<char, sqlite_magic.size()> first{};
  std::ifstream in{file, std::ios::binary};
  in.read(first.data(), first.size());
  return in.gcount() == first.size() &&
         std::string_view{first.data(), first.size()} == sqlite_magic;
}

}  // namespace

const map_value& map_feature::property(std::string_view name) const {
  static const map_value absent;
  const auto found = properties.find(name);
  return found == properties.end() ? absent : found->second;
}

std::unique_ptr<map_features> open_map_features(const zone_file& file,
                                                std::vector<std::string> properties) {
  std::erase(properties, "");
  return is_sqlite(file.path) ? open_geopackage(file, std::move(properties))
                              : open_geojson(file.path, std::move(properties));
}

}  // namespace beatwatch
