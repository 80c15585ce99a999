#include "replay/draw_zones.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "adapters/maps/zone_import.h"
#include "tests/support/simulated_town.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

zone_import imported(const simulated_town& town) {
  const std::filesystem::path file =
      folder_of_this_run() / ("beatwatch_zones_" + std::to_string(::getpid()) + ".geojson");
  {
    std::ofstream out{file};
    write_zones(out, town.zones, town.plane);
  }
  zone_import result = import_zones({.path = file},
                                    {.name = "name",
                                     .kind = "kind",
                                     .red_windows = "red_windows",
                                     .levels = {{"command", "neighbourhood"}, {"ward"}}},
                                    town.plane);
  std::filesystem::remove(file);
  return result;
}

class zones_of_seed : public testing::TestWithParam<std::uint64_t> {
 protected:
  simulated_town town_ = make_simulated_town(GetParam());
  zone_import read_ = imported(town_);
};

TEST_P(zones_of_seed, are_imported_without_a_complaint) {
  for (const zone_finding& finding : read_.findings) {
    ADD_FAILURE() << finding.feature << ": " << finding.pointer << ": " << finding.reason;
  }
  EXPECT_EQ(read_.zones->zones.size(), town_.zones.size());
  for (const zone& one : read_.zones->zones) {
    EXPECT_EQ(one.levels.size(), 2U);
    EXPECT_EQ(one.red_windows.empty(), one.kind != "red_zone");
  }
}

TEST_P(zones_of_seed, have_one_with_a_hole_and_one_of_two_parts) {
  const zone& hole = read_.zones->zones[*read_.zones->find("BLOCK-01")];
  const zone& parts = read_.zones->zones[*read_.zones->find("BLOCK-02")];
  EXPECT_EQ(hole.shape.ring_count(), 2U);
  EXPECT_EQ(parts.shape.ring_count(), 2U);
  const auto& drawn = *std::find_if(town_.zones.begin(), town_.zones.end(), [](const auto& zone) {
    return zone.name == "BLOCK-01";
  });
  EXPECT_TRUE(hole.shape.contains(drawn.inside));
  EXPECT_FALSE(hole.shape.contains({drawn.inside.x_mm - 150'000, drawn.inside.y_mm}));
}

TEST_P(zones_of_seed, lie_in_the_neighbourhood_they_name) {
  for (const drawn_zone& zone : town_.zones) {
    const auto above = read_.zones->find(zone.neighbourhood);
    ASSERT_TRUE(above.has_value());
    EXPECT_TRUE(read_.zones->zones[*above].shape.contains(zone.inside)) << zone.name;
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, zones_of_seed, testing::Range(std::uint64_t{1}, std::uint64_t{11}));

}  // namespace
}  // namespace beatwatch
