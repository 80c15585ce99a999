#include "engine/roads/travel_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/plain_dijkstra.h"
#include "tests/support/random_roads.h"

namespace beatwatch {
namespace {

constexpr std::int64_t no_limit = 1 << 30;

road_place middle_of(const road_graph& roads, const char* road) {
  const road_edge_id edge = edge_between(roads, road[0], road[1]);
  return {edge, roads.edge(edge).length_mm / 2};
}

// From the middle of one road to the middle of another; -1: no way.
std::int64_t seconds_between(const road_graph& roads,
                             const char* from,
                             const char* to,
                             travel_profile profile = travel_profile::ordinary) {
  travel_search search;
  const std::vector<road_place> sources{middle_of(roads, from)};
  const auto found = search.nearest(roads, profile, middle_of(roads, to), sources, 1, no_limit);
  return found.empty() ? -1 : (found[0].time_ms + 500) / 1000;
}

// Every side is 100 m, 10 s by car.
drawing block(std::string_view bans) {
  return {.picture = R"(
   A B C

   D E F )",
          .roads = "A-B B-C D>E E-F A-D B-E C-F",
          .bans = bans,
          .cell_m = 50.0};
}

// XY leads into a street from Y by Z (100 m) to its end V (200 m farther); W lies beside.
drawing blind_street(std::string_view roads, std::string_view bans) {
  return {.picture = R"(
     W

   X Y Z   V )",
          .roads = roads,
          .bans = bans,
          .cell_m = 50.0};
}

TEST(travel_time, is_the_way_between_on_one_road) {
  const auto roads = roads_of({.picture = "A----B", .roads = "A-B"});
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  const road_edge_id ba = edge_between(*roads, 'B', 'A');
  travel_search search;
  const std::vector<road_place> sources{{ab, 100'000}, {ab, 450'000}, {ba, 100'000}};
  const auto found =
      search.nearest(*roads, travel_profile::ordinary, {ab, 300'000}, sources, 3, no_limit);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].source, 2U) << "at 400 m";
  EXPECT_EQ(found[0].time_ms, 10'000);
  EXPECT_EQ(found[0].distance_mm, 100'000);
  EXPECT_EQ(found[1].source, 1U);
  EXPECT_EQ(found[1].time_ms, 15'000);
  EXPECT_EQ(found[2].time_ms, 20'000);
}

TEST(travel_time, a_place_just_passed_on_a_one_way_street_is_round_the_block) {
  const auto roads =
      roads_of({.picture = "A B\n\nC D", .roads = "A>B B>D D>C C>A", .cell_m = 50.0});
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  travel_search search;
  const std::vector<road_place> sources{{ab, 75'000}};
  const auto found =
      search.nearest(*roads, travel_profile::ordinary, {ab, 25'000}, sources, 1, no_limit);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].distance_mm, 350'000);
}

TEST(travel_time, a_one_way_street_is_not_driven_against) {
  EXPECT_EQ(seconds_between(*roads_of(block("")), "BE", "DE"), 5 + 10 + 10 + 5)
      << "not from E, but by B, A and D";
}

TEST(travel_time, no_left_turn_leads_round_the_block) {
  EXPECT_EQ(seconds_between(*roads_of(block("")), "DE", "BE"), 10);
  EXPECT_EQ(seconds_between(*roads_of(block("DEB")), "DE", "BE"), 5 + 10 + 10 + 10 + 5);
}

TEST(travel_time, only_straight_on_leads_to_the_dead_end_and_back) {
  EXPECT_EQ(seconds_between(*roads_of(blind_street("X>Y Y-Z Y-W", "")), "XY", "YW"), 10);
  EXPECT_EQ(seconds_between(*roads_of(blind_street("X>Y Y-Z Y-W", "XYW")), "XY", "YW"),
            5 + 10 + 10 + 5)
      << "turning round at the end is free";
}

TEST(travel_time, turning_round_away_from_a_dead_end_has_its_price) {
  EXPECT_EQ(seconds_between(*roads_of(blind_street("X>Y Y-Z Z-V Y-W", "XYW")), "XY", "YW"),
            5 + 10 + 20 + 10 + 5);
}

TEST(travel_time, turning_round_has_its_price_however_many_ways_lead_on_from_there) {
  // Back at Y there are two ways to Q, one 6 s slower: neither stands for turning round at Z.
  const auto roads = roads_of({.picture = R"(
     Q

     W U

   X Y Z   V )",
                               .roads = "X>Y Y-Z Z-V Y-W Y-U U-W W-Q",
                               .bans = "XYW XYU",
                               .cell_m = 50.0});
  EXPECT_EQ(seconds_between(*roads, "XY", "WQ"), 5 + 10 + 20 + 10 + 10 + 5);
}

TEST(travel_time, no_u_turn_leads_on_to_where_it_is_allowed) {
  EXPECT_EQ(seconds_between(*roads_of(blind_street("X>Y Y-Z Z-V Y-W", "XYW YZY")), "XY", "YW"),
            5 + 10 + 20 + 20 + 10 + 5);
  EXPECT_EQ(seconds_between(*roads_of(blind_street("X>Y Y-Z Y-W", "XYW YZY")), "XY", "YW"), -1);
}

TEST(travel_time, response_drivers_have_times_of_their_own) {
  EXPECT_EQ(seconds_between(*roads_of(block("")), "AB", "CF", travel_profile::response), 10);
}

TEST(travel_time, walkers_ignore_one_way_streets_and_banned_turns) {
  const auto roads = roads_of({.picture = "A B C", .roads = "A>B B-C", .cell_m = 50.0});
  EXPECT_EQ(seconds_between(*roads, "BC", "AB"), -1);
  EXPECT_EQ(seconds_between(*roads, "BC", "AB", travel_profile::foot), 71) << "100 m at 1.4 m/s";
}

TEST(travel_time, all_that_are_as_near_as_the_last_wanted_are_found) {
  const auto roads = roads_of({.picture = "A-----B-----C", .roads = "A-B B-C"});
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  const road_edge_id bc = edge_between(*roads, 'B', 'C');
  travel_search search;
  const std::vector<road_place> sources{
      {bc, 300'000}, {ab, 100'000}, {ab, 300'000}, {bc, 100'000}, {bc, 301'000}};
  const auto found =
      search.nearest(*roads, travel_profile::ordinary, {ab, 600'000}, sources, 2, no_limit);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].source, 3U);
  EXPECT_EQ(found[1].source, 0U);
  EXPECT_EQ(found[2].source, 2U);
}

TEST(travel_time, as_near_means_as_fast_however_long_the_way) {
  road_draft draft = draft_of({.picture = "A-B-----C", .roads = "A-B B-C"});
  draft.roads[1].backward.ordinary_mmps = 30'000;
  const auto roads = view_of(build_roads(draft));
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  const road_edge_id cb = edge_between(*roads, 'C', 'B');
  travel_search search;
  const std::vector<road_place> sources{{cb, 300'000}, {ab, 100'000}};
  const auto found =
      search.nearest(*roads, travel_profile::ordinary, {ab, 200'000}, sources, 1, no_limit);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].time_ms, 10'000);
  EXPECT_EQ(found[0].distance_mm, 300'000);
  EXPECT_EQ(found[1].time_ms, 10'000);
  EXPECT_EQ(found[1].distance_mm, 100'000);
}

TEST(travel_time, nothing_beyond_the_limit_is_found) {
  const auto roads = roads_of({.picture = "A-----B", .roads = "A-B"});
  const road_edge_id ab = edge_between(*roads, 'A', 'B');
  travel_search search;
  const std::vector<road_place> sources{{ab, 100'000}, {ab, 200'000}};
  EXPECT_EQ(search.nearest(*roads, travel_profile::ordinary, {ab, 0}, sources, 2, 10'000).size(),
            1U);
  EXPECT_EQ(search.nearest(*roads, travel_profile::ordinary, {ab, 0}, sources, 2, 9'999).size(),
            0U);
}

// What the search finds is what the oracle says of every source, and nobody is left out.
void expect_oracle_agrees(const road_graph& roads,
                          travel_profile profile,
                          const plain_dijkstra& oracle,
                          road_place target,
                          const std::vector<road_place>& sources,
                          std::uint32_t count,
                          travel_search& search) {
  std::vector<travel_found> expected;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (const auto answer = oracle.between(sources[i], target)) {
      expected.push_back({i, answer->time_ms, answer->distance_mm});
    }
  }
  std::sort(expected.begin(), expected.end(), [](const auto& a, const auto& b) {
    return std::pair{a.time_ms, a.source} < std::pair{b.time_ms, b.source};
  });
  if (expected.size() > count) {
    const std::int64_t last = expected[count - 1].time_ms;
    std::erase_if(expected, [&](const travel_found& f) { return f.time_ms > last; });
  }
  const auto found = search.nearest(roads, profile, target, sources, count, no_limit);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].source, expected[i].source);
    EXPECT_EQ(found[i].time_ms, expected[i].time_ms);
    EXPECT_EQ(found[i].distance_mm, expected[i].distance_mm);
  }
}

constexpr std::array all_profiles{
    travel_profile::ordinary, travel_profile::response, travel_profile::foot};

class travel_time_on_random_roads : public testing::TestWithParam<std::uint32_t> {};

TEST_P(travel_time_on_random_roads, equals_plain_dijkstra) {
  std::mt19937 random{GetParam()};
  travel_search search;  // one for all: memory of other networks must not show
  for (int network = 0; network < 60; ++network) {
    const auto roads = view_of(build_roads(random_draft(random)));
    for (const travel_profile profile : all_profiles) {
      const plain_dijkstra oracle{*roads, profile};
      for (int query = 0; query < 4; ++query) {
        const auto sources = random_places(*roads, 30, random);
        const road_place target = random_place(*roads, random);
        expect_oracle_agrees(*roads, profile, oracle, target, sources, 1 + network % 30, search);
      }
    }
    if (HasFailure()) {
      FAIL() << "network " << network << " of seed " << GetParam();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, travel_time_on_random_roads, testing::Range(1U, 11U));

class travel_time_on_real_roads : public testing::TestWithParam<const char*> {};

TEST_P(travel_time_on_real_roads, equals_plain_dijkstra) {
  osm_import_options options;
  options.file = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data" / GetParam();
  if (!std::filesystem::exists(options.file)) {
    GTEST_SKIP() << options.file << " is not there";
  }
  const auto roads =
      view_of(build_roads(import_osm(options, [](std::string_view, double) {}).draft));
  std::mt19937 random{5};
  travel_search search;
  for (const travel_profile profile : all_profiles) {
    const plain_dijkstra oracle{*roads, profile};
    for (int query = 0; query < 3; ++query) {
      const auto sources = random_places(*roads, 7, random);
      expect_oracle_agrees(
          *roads, profile, oracle, random_place(*roads, random), sources, 5, search);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(shared,
                         travel_time_on_real_roads,
                         testing::Values("rutland-roads/rutland.osm.pbf",
                                         "heidelberg-roads/heidelberg.osm.pbf"));

}  // namespace
}  // namespace beatwatch
