// Real points in real zones: the located crimes of the Leicestershire Police area by lower layer
// super output area, beside GEOS and beside the area that each record states.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/map_features.h"
#include "adapters/maps/zone_import.h"
#include "engine/geo/geos.h"
#include "tests/support/geos_oracle.h"

namespace beatwatch {
namespace {

const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};
constexpr std::size_t text_max = std::size_t{64} << 20U;

struct crime {
  plane_point at;
  std::string stated;  ///< code of the area
};

std::vector<crime> read_crimes(const std::filesystem::path& folder) {
  std::vector<crime> crimes;
  for (const std::string month : {"2018-10", "2018-11", "2018-12", "2019-01"}) {
    std::istringstream rows{
        read_gzip_text(folder / (month + "-leicestershire-street.csv.gz"), text_max)};
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
      std::istringstream fields{row};
      std::vector<std::string> values;
      for (std::string value; std::getline(fields, value, ',');) {
        values.push_back(value);
      }
      if (values.size() > 7 && !values[4].empty()) {
        const auto e7 = [](const std::string& degrees) {
          return static_cast<std::int32_t>(std::llround(std::stod(degrees) * 1e7));
        };
        crimes.push_back(
            {*plane.project({.lat_e7 = e7(values[5]), .lon_e7 = e7(values[4])}), values[7]});
      }
    }
  }
  return crimes;
}

/// The same file once more, for GEOS.
std::map<std::string, std::unique_ptr<geos_oracle>> read_oracles(
    const std::filesystem::path& file) {
  std::map<std::string, std::unique_ptr<geos_oracle>> oracles;
  const geos library;
  const to_plane projected = [](double lon, double lat) -> expected<plane_point, std::string> {
    return *plane.project({.lat_e7 = static_cast<std::int32_t>(std::llround(lat * 1e7)),
                           .lon_e7 = static_cast<std::int32_t>(std::llround(lon * 1e7))});
  };
  open_map_features({.path = file}, {"code"})->read(projected, [&](const map_feature& feature) {
    auto polygons = feature.shape->polygons;
    if (library.fault(polygons)) {
      polygons = library.repaired(polygons);
    }
    oracles.emplace(std::get<std::string>(feature.property("code")),
                    std::make_unique<geos_oracle>(polygons));
  });
  return oracles;
}

TEST(crimes_by_zone, are_where_geos_says_every_one) {
  const auto folder =
      std::filesystem::path{BEATWATCH_SHARED_DIR} / "data/leicestershire-police-area";
  if (!std::filesystem::exists(folder)) {
    GTEST_SKIP() << "no data in " << folder;
  }
  const auto file = folder / "lsoa_leicestershire.geojson.gz";
  const auto zones = import_zones({.path = file}, {.name = "code"}, plane).zones;
  const auto oracles = read_oracles(file);
  ASSERT_EQ(oracles.size(), zones->zones.size());
  const std::vector<crime> crimes = read_crimes(folder);
  ASSERT_EQ(crimes.size(), 33'802U) << "as the README of the data says";

  std::size_t somewhere = 0;
  std::size_t where_stated = 0;
  std::map<plane_point, std::vector<std::string>> covering;  // many crimes share a point
  std::vector<std::uint32_t> hits;
  for (const crime& each : crimes) {
    zones->index.containing(each.at, hits);
    std::vector<std::string> found;
    for (const std::uint32_t hit : hits) {
      found.push_back(zones->zones[hit].name);
    }
    const auto [known, is_new] = covering.try_emplace(each.at);
    for (auto oracle = oracles.begin(); is_new && oracle != oracles.end(); ++oracle) {
      if (oracle->second->covers(each.at)) {
        known->second.push_back(oracle->first);
      }
    }
    ASSERT_EQ(found, known->second) << each.at.x_mm << " " << each.at.y_mm;
    somewhere += found.empty() ? 0 : 1;
    where_stated += std::find(found.begin(), found.end(), each.stated) != found.end() ? 1 : 0;
  }
  const auto all = static_cast<double>(crimes.size());
  EXPECT_GE(static_cast<double>(somewhere) / all, 0.997) << "as the README says";
  EXPECT_GE(static_cast<double>(where_stated) / all, 0.962) << "as the README says";
}

}  // namespace
}  // namespace beatwatch
