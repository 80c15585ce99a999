#include "engine/roads/snap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "adapters/maps/road_build.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/random_roads.h"

namespace beatwatch {
namespace {

constexpr std::uint16_t east = 9'000;
constexpr std::uint16_t south = 18'000;
constexpr std::uint16_t west = 27'000;

std::string edge_named(const road_graph& roads, road_edge_id id) {
  const road_edge& edge = roads.edge(id);
  return {static_cast<char>(roads.node(edge.tail).osm_id),
          static_cast<char>(roads.node(edge.head).osm_id)};
}

TEST(snap, finds_the_nearest_point_of_the_nearest_road) {
  const auto roads = roads_of({.picture = "A--B\n\n\nC--D", .roads = "A-B C-D"});
  const auto found = snap(*roads, {120'000, -30'000}, 100'000, road_user::car);
  ASSERT_TRUE(found);
  EXPECT_EQ(edge_named(*roads, found->place.edge), "AB");
  EXPECT_EQ(found->place.offset_mm, 120'000U);
  EXPECT_EQ(found->at, (plane_point{120'000, 0}));
  EXPECT_EQ(found->distance_mm, 30'000U);
}

TEST(snap, finds_nothing_beyond_the_limit) {
  const auto roads = roads_of({.picture = "A--B", .roads = "A-B"});
  EXPECT_TRUE(snap(*roads, {-300'000, -400'000}, 500'000, road_user::car));
  EXPECT_FALSE(snap(*roads, {-300'000, -400'000}, 499'999, road_user::car));
  EXPECT_FALSE(snap(*roads, {900'000'000, -900'000'000}, 500'000, road_user::car));
}

TEST(snap, takes_the_direction_nearer_to_the_heading) {
  const auto roads = roads_of({.picture = "A--B", .roads = "A-B"});
  const auto edge = [&](std::optional<std::uint16_t> heading) {
    return edge_named(*roads,
                      snap(*roads, {100'000, 0}, 1'000, road_user::car, heading)->place.edge);
  };
  EXPECT_EQ(edge(std::nullopt), "AB");
  EXPECT_EQ(edge(east), "AB");
  EXPECT_EQ(edge(west), "BA");
  EXPECT_EQ(edge(17'900), "AB");
  EXPECT_EQ(edge(18'100), "BA");
  EXPECT_EQ(edge(35'900), "BA");
  EXPECT_EQ(edge(100), "AB");
}

TEST(snap, keeps_a_car_on_its_own_carriageway) {
  // Carriageways 30 m apart; the fix lies 10 m from the one that leads the other way.
  const auto roads =
      roads_of({.picture = "A..........B\n\nD..........C", .roads = "B>A D>C", .cell_m = 15.0});
  const auto edge = [&](std::optional<std::uint16_t> heading) {
    return edge_named(*roads,
                      snap(*roads, {80'000, -10'000}, 50'000, road_user::car, heading)->place.edge);
  };
  EXPECT_EQ(edge(std::nullopt), "BA");
  EXPECT_EQ(edge(west), "BA");
  EXPECT_EQ(edge(east), "DC");
}

TEST(snap, leaves_out_what_the_user_may_not_use) {
  road_draft draft = draft_of({.picture = "A--B\nC--D", .roads = "A-B C-D"});
  draft.roads[0].foot = false;
  draft.roads[1].forward.car = false;
  draft.roads[1].backward.car = false;
  const auto roads = view_of(build_roads(draft));
  const auto edge = [&](plane_point at, road_user user) {
    return edge_named(*roads, snap(*roads, at, 200'000, user)->place.edge);
  };
  EXPECT_EQ(edge({0, -90'000}, road_user::car), "AB");
  EXPECT_EQ(edge({0, -10'000}, road_user::foot), "CD");
}

TEST(snap, places_a_car_in_the_open_direction_of_a_one_way_street) {
  const auto roads = roads_of({.picture = "A--B", .roads = "B>A"});
  const auto found = snap(*roads, {100'000, 0}, 1'000, road_user::car);
  EXPECT_EQ(edge_named(*roads, found->place.edge), "BA");
  EXPECT_EQ(found->place.offset_mm, 200'000U);
  EXPECT_EQ(snap(*roads, {100'000, 0}, 1'000, road_user::car, south)->place.edge,
            found->place.edge);
}

TEST(snap, ties_go_to_the_road_with_the_lower_ids) {
  for (const char* const order : {"A-B B-C B-D", "B-D B-C A-B"}) {
    const auto roads = roads_of({.picture = "A--B--C\n   D", .roads = order});
    EXPECT_EQ(
        edge_named(*roads, snap(*roads, {300'000, 50'000}, 100'000, road_user::car)->place.edge),
        "AB")
        << "B is the nearest point of three roads";
  }
}

class snap_on_random_roads : public testing::TestWithParam<std::uint32_t> {};

double distance_to_segment(plane_point at, plane_point p, plane_point q) {
  const double dx = q.x_mm - p.x_mm;
  const double dy = q.y_mm - p.y_mm;
  const double whole = dx * dx + dy * dy;
  const double along = (at.x_mm - p.x_mm) * dx + (at.y_mm - p.y_mm) * dy;
  const double t = whole > 0.0 ? std::clamp(along / whole, 0.0, 1.0) : 0.0;
  return std::hypot(p.x_mm + t * dx - at.x_mm, p.y_mm + t * dy - at.y_mm);
}

TEST_P(snap_on_random_roads, equals_brute_force) {
  std::mt19937 random{GetParam()};
  std::uniform_int_distribution<std::int32_t> coordinate{-400'000, 1'000'000};
  for (int network = 0; network < 40; ++network) {
    const auto roads = view_of(build_roads(random_draft(random)));
    for (int query = 0; query < 40; ++query) {
      const plane_point at{coordinate(random), coordinate(random)};
      const auto limit = static_cast<std::uint32_t>(coordinate(random) + 400'000);
      double nearest = 1e18;
      for (std::uint32_t e = 0; e < roads->edges().size(); ++e) {
        const edge_shape shape = roads->shape(road_edge_id{e});
        for (std::size_t i = 1; i < shape.size() && roads->edges()[e].has(road_edge::car); ++i) {
          nearest = std::min(nearest, distance_to_segment(at, shape[i - 1], shape[i]));
        }
      }
      const auto found = snap(*roads, at, limit, road_user::car);
      if (std::abs(nearest - limit) > 2.0) {
        ASSERT_EQ(found.has_value(), nearest < limit) << "seed " << GetParam();
      }
      if (found) {
        EXPECT_NEAR(found->distance_mm, nearest, 1.5) << "seed " << GetParam();
        EXPECT_TRUE(roads->edge(found->place.edge).has(road_edge::car));
        const plane_point there = roads->point_at(found->place);
        EXPECT_NEAR(there.x_mm, found->at.x_mm, 2.0);
        EXPECT_NEAR(there.y_mm, found->at.y_mm, 2.0);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, snap_on_random_roads, testing::Range(1U, 9U));

}  // namespace
}  // namespace beatwatch
