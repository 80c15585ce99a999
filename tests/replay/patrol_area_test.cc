#include "replay/patrol_area.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "replay/route_choice.h"
#include "replay/town.h"
#include "tests/support/simulated_town.h"

namespace beatwatch {
namespace {

class imported_town : public testing::TestWithParam<std::uint64_t> {
 protected:
  simulated_town town_ = make_simulated_town(GetParam());
};

TEST_P(imported_town, keeps_every_street_and_forbidden_turn_through_the_importer) {
  const auto edges = town_.roads->edges();
  const auto car_edges = std::count_if(
      edges.begin(), edges.end(), [](const road_edge& edge) { return edge.has(road_edge::car); });
  EXPECT_EQ(town_.roads->header().components, 1U);
  EXPECT_EQ(town_.area.cars.size(), static_cast<std::size_t>(car_edges))
      << "every street leads to every other one";
  EXPECT_GT(town_.area.walkers.size(), town_.area.cars.size()) << "walkers also have footpaths";
  EXPECT_GE(town_.roads->banned_turns().size(), 3U);
  EXPECT_EQ(town_.roads->origin(), town_origin);
}

TEST_P(imported_town, has_a_long_way_round_to_the_other_bank) {
  // Two corners of the same street on either side of the river, halfway between two bridges.
  const plane_point south{0, -590'000};
  const plane_point north{0, -400'000};
  const street_network& cars = town_.area.cars;
  const street_route route =
      route_between(cars, cars.nearest_place(south), cars.nearest_place(north), 0);
  double length_m = 0.0;
  for (const std::uint32_t index : route.streets) {
    length_m += cars.at(index).length_m;
  }
  EXPECT_GT(length_m, 4.0 * distance_m(south, north));
}

TEST_P(imported_town, gives_every_drawn_zone_a_street) {
  const auto patrolled =
      std::count_if(town_.zones.begin(), town_.zones.end(), [](const drawn_zone& zone) {
        return zone.kind != "neighbourhood";
      });
  EXPECT_EQ(town_.area.places.size(), static_cast<std::size_t>(patrolled));
}

INSTANTIATE_TEST_SUITE_P(seeds, imported_town, testing::Range(std::uint64_t{1}, std::uint64_t{6}));

}  // namespace
}  // namespace beatwatch
