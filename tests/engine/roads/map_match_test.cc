#include "engine/roads/map_match.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>

#include "adapters/maps/road_build.h"
#include "engine/roads/matched_path.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/random_roads.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

match_fix fix_at(int second, std::int32_t x_m, std::int32_t y_m) {
  return {.observed_at = instant{std::chrono::seconds{second}}, .at = {x_m * 1'000, y_m * 1'000}};
}

// The streets gone along, as "ABC": the tail of the first edge, then every head. "/" where a path
// begins anew, "*" off the roads, "~" where it turns round between two junctions.
std::string streets(const road_graph& roads, const matched_track& path) {
  std::string text;
  const auto name = [&](road_node_id n) { return static_cast<char>(roads.node(n).osm_id); };
  for (const matched_fix& f : path.fixes) {
    const bool new_start = text.empty() || f.begins || text.back() == '*';
    if (!text.empty() && f.begins) {
      text += '/';
    }
    if (!f.place) {
      text += text.ends_with('*') ? "" : "*";
      continue;
    }
    const road_edge& edge = roads.edge(f.place->edge);
    if (new_start) {
      text += name(edge.tail);
      text += name(edge.head);
      continue;
    }
    if (f.turned) {
      text += '~';
      text += name(edge.twin.value < roads.edges().size() && path.way_to(f).empty()
                       ? edge.head
                       : roads.edge(path.way_to(f).front()).tail);
    }
    for (const road_edge_id e : path.way_to(f)) {
      text += name(roads.edge(e).head);
    }
  }
  return text;
}

// Streets of 100 m: A above D, B above E, C above F.
constexpr drawing ladder{.picture = R"(
   A B C

   D E F )",
                         .roads = "A-B B-C D-E E-F A-D B-E C-F",
                         .cell_m = 50.0};

plane_point corner(const road_graph& roads, char letter) {
  return roads.node(node_at(roads, letter)).at;
}

// Fixes along corners, `step_m` apart, `seconds` between two.
std::vector<match_fix> walk(const road_graph& roads,
                            std::string_view corners,
                            int step_m,
                            int seconds,
                            std::int32_t aside_m = 0) {
  std::vector<match_fix> fixes;
  for (std::size_t i = 1; i < corners.size(); ++i) {
    const plane_point a = corner(roads, corners[i - 1]);
    const plane_point b = corner(roads, corners[i]);
    for (int m = 0; m < 100; m += step_m) {
      const auto along = [&](std::int32_t from, std::int32_t to) {
        return from / 1'000 + (to - from) / 1'000 * m / 100;
      };
      fixes.push_back(fix_at(static_cast<int>(fixes.size()) * seconds,
                             along(a.x_mm, b.x_mm) + aside_m,
                             along(a.y_mm, b.y_mm) + aside_m));
    }
  }
  return fixes;
}

TEST(map_match, follows_streets_round_a_corner) {
  const auto roads = roads_of(ladder);
  const auto fixes = walk(*roads, "ABED", 20, 15, 8);
  EXPECT_EQ(streets(*roads, match_fixes(*roads, foot_match_rules(), fixes)), "ABED");
}

TEST(map_match, does_not_look_into_a_side_street_for_noise) {
  const auto roads = roads_of(ladder);
  auto fixes = walk(*roads, "ABC", 10, 8);
  for (std::size_t i = 9; i < 12; ++i) {
    fixes[i].at.y_mm -= 30'000;  // at B, towards E
  }
  EXPECT_EQ(streets(*roads, match_fixes(*roads, foot_match_rules(), fixes)), "ABC");
}

TEST(map_match, does_look_into_a_side_street_when_somebody_goes_there) {
  const auto roads = roads_of(ladder);
  const auto fixes = walk(*roads, "ABEBC", 10, 8);
  const std::string found = streets(*roads, match_fixes(*roads, foot_match_rules(), fixes));
  EXPECT_TRUE(found == "ABEBC" || found == "AB~BC" || found == "ABE~BC") << found;
  EXPECT_NE(found.find('E'), std::string::npos) << found;
}

TEST(map_match, holds_its_place_while_noise_runs_back) {
  const auto roads = roads_of(ladder);
  auto fixes = walk(*roads, "AB", 10, 8);
  fixes[5].at.x_mm -= 18'000;
  const auto path = match_fixes(*roads, foot_match_rules(), fixes);
  EXPECT_EQ(streets(*roads, path), "AB");
  EXPECT_EQ(path.fixes[5].place, path.fixes[4].place);
  EXPECT_LT(path.fixes[5].seen_mm, path.fixes[5].place->offset_mm);
}

TEST(map_match, keeps_a_car_to_its_direction_and_to_allowed_turns) {
  const auto roads = roads_of({.picture = R"(
   A B C

   D E F )",
                               .roads = "A-B B>C D-E E-F A-D B-E C-F",
                               .bans = "ABE",
                               .cell_m = 50.0});
  const auto fixes = walk(*roads, "ABE", 20, 15);
  const auto by_car = match_fixes(*roads, car_match_rules(), fixes);
  for (std::size_t i = 0; i + 1 < by_car.edges.size(); ++i) {
    EXPECT_TRUE(roads->car_may_turn(by_car.edges[i], by_car.edges[i + 1]));
  }
  EXPECT_EQ(streets(*roads, by_car).find("ABE"), std::string::npos);
  EXPECT_EQ(streets(*roads, match_fixes(*roads, foot_match_rules(), fixes)).substr(0, 3), "ABE");
}

TEST(map_match, leaves_the_roads_and_comes_back) {
  const auto roads = roads_of({.picture = "A......B", .roads = "A-B", .cell_m = 100.0});
  std::vector<match_fix> fixes;
  for (int i = 0; i < 30; ++i) {
    fixes.push_back(fix_at(i * 40, i * 20, i > 8 && i < 22 ? -200 : 0));
  }
  EXPECT_EQ(streets(*roads, match_fixes(*roads, foot_match_rules(), fixes)), "AB*AB");
}

TEST(map_match, begins_a_new_path_where_nothing_fits) {
  const auto roads = roads_of(ladder);
  const std::int32_t x = corner(*roads, 'A').x_mm / 1'000;
  const std::int32_t y = corner(*roads, 'A').y_mm / 1'000;
  const std::vector<match_fix> fixes{fix_at(0, x + 10, y),
                                     fix_at(20, x + 50, y),
                                     fix_at(40, x + 90, y),
                                     fix_at(50, x + 2'000, y + 2'000),
                                     fix_at(10'000, x + 20, y - 100),
                                     fix_at(10'020, x + 50, y - 100)};
  const auto path = match_fixes(*roads, foot_match_rules(), fixes);
  EXPECT_EQ(streets(*roads, path), "AB/*/DE");
}

TEST(map_match, takes_a_way_as_long_as_the_time) {
  const auto roads = roads_of(ladder);
  // 300 m at 1.35 m/s: the direct way is 100 m, the one round the block 300 m.
  const plane_point a = corner(*roads, 'A');
  const plane_point b = corner(*roads, 'B');
  const std::vector<match_fix> fixes{
      {.observed_at = instant{0s}, .at = {a.x_mm + 80'000, a.y_mm}},
      {.observed_at = instant{15s}, .at = {a.x_mm + 45'000, a.y_mm}},
      {.observed_at = instant{30s}, .at = {a.x_mm + 10'000, a.y_mm}},
      {.observed_at = instant{245s}, .at = {b.x_mm, b.y_mm - 10'000}}};
  const std::string found = streets(*roads, match_fixes(*roads, foot_match_rules(), fixes));
  EXPECT_EQ(found.substr(0, 4), "BADE");
}

// A walk over random roads with noise.
std::vector<match_fix> random_fixes(const road_graph& roads, std::mt19937& random, int count) {
  std::vector<match_fix> fixes;
  plane_point at = roads.point_at(random_place(roads, random));
  for (int i = 0; i < count; ++i) {
    const auto step = [&] { return static_cast<std::int32_t>(random() % 40'000) - 20'000; };
    at = {at.x_mm + step(), at.y_mm + step()};
    fixes.push_back({.observed_at = instant{std::chrono::seconds{20 * i}}, .at = at});
  }
  return fixes;
}

class random_walks : public testing::TestWithParam<unsigned> {};

TEST_P(random_walks, taken_as_they_are_decided_give_the_path_of_all_at_once) {
  std::mt19937 random{GetParam()};
  const auto roads = view_of(build_roads(random_draft(random)));
  const auto fixes = random_fixes(*roads, random, 60);
  const matched_track whole = match_fixes(*roads, foot_match_rules(), fixes);
  map_match match{*roads, foot_match_rules()};
  matched_track taken;
  std::size_t early = 0;
  for (const match_fix& f : fixes) {
    match.add(f);
    match.take(fixes.size(), taken);  // never forced: only what all open states agree about
    early += taken.fixes.size();
  }
  match.take_all(taken);
  ASSERT_EQ(taken.fixes.size(), fixes.size());
  EXPECT_GT(early, 0U);
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    EXPECT_EQ(taken.fixes[i].place, whole.fixes[i].place) << i;
    EXPECT_EQ(taken.fixes[i].begins, whole.fixes[i].begins) << i;
    EXPECT_TRUE(std::ranges::equal(taken.way_to(taken.fixes[i]), whole.way_to(whole.fixes[i])));
  }
}

TEST_P(random_walks, are_decided_no_more_than_the_look_ahead_later) {
  std::mt19937 random{GetParam()};
  const auto roads = view_of(build_roads(random_draft(random)));
  const auto fixes = random_fixes(*roads, random, 60);
  map_match match{*roads, foot_match_rules()};
  matched_track taken;
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    match.add(fixes[i]);
    match.take(2, taken);
    EXPECT_GE(taken.fixes.size() + 2, i + 1);
  }
  match.take_all(taken);
  EXPECT_EQ(taken.fixes.size(), fixes.size());
}

TEST_P(random_walks, become_parts_without_a_gap_in_time_or_along_an_edge) {
  std::mt19937 random{GetParam()};
  const auto roads = view_of(build_roads(random_draft(random)));
  const auto fixes = random_fixes(*roads, random, 60);
  const matched_track path = match_fixes(*roads, foot_match_rules(), fixes);
  const auto parts = timed_path(*roads, road_user::foot, fixes, path);
  ASSERT_FALSE(parts.empty());
  EXPECT_EQ(parts.front().from, fixes.front().observed_at);
  EXPECT_EQ(parts.back().to, fixes.back().observed_at);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    EXPECT_LE(parts[i].from, parts[i].to);
    EXPECT_LE(parts[i].from_mm, parts[i].to_mm);
    if (i > 0) {
      EXPECT_EQ(parts[i].from, parts[i - 1].to);
      if (parts[i].edge == parts[i - 1].edge && parts[i].edge != path_part::off_road) {
        EXPECT_EQ(parts[i].from_mm, parts[i - 1].to_mm);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_walks, testing::Range(1U, 21U));

TEST(timed_path, stands_where_fixes_lie_about_one_place) {
  const auto roads = roads_of({.picture = "A..........B", .roads = "A-B", .cell_m = 50.0});
  std::vector<match_fix> fixes;
  for (int i = 0; i < 10; ++i) {
    fixes.push_back(fix_at(i * 10, i * 14, 3));
  }
  for (int i = 10; i < 40; ++i) {
    fixes.push_back(fix_at(i * 10, i % 2 == 0 ? 130 : 142, -4));
  }
  const auto path = match_fixes(*roads, foot_match_rules(), fixes);
  const auto parts = timed_path(*roads, road_user::foot, fixes, path);
  for (const path_part& part : parts) {
    if (part.from >= instant{120s} && part.to <= instant{380s}) {
      EXPECT_NEAR(part.from_mm, 136'000, 7'000);
      EXPECT_NEAR(part.to_mm, 136'000, 7'000);
    }
  }
}

TEST(timed_path, what_was_seen_beside_a_street_is_put_right_after_the_corner) {
  const auto roads = roads_of({.picture = R"(
      C
      .
      .
   A..B
)",
                               .roads = "A-B B-C",
                               .cell_m = 100.0});
  // East for 300 m, then north, 8 m/s; the receiver says 8 m too far north all the time.
  const plane_point start = roads->node(node_at(*roads, 'A')).at;
  std::vector<match_fix> fixes;
  for (int second = 0; second <= 60; second += 5) {
    const std::int32_t gone_mm = second * 8'000;
    fixes.push_back(fix_at(second, 0, 0));
    fixes.back().at = {start.x_mm + std::min(gone_mm, 300'000),
                       start.y_mm + std::max(gone_mm - 300'000, 0) + 8'000};
  }
  const auto path = match_fixes(*roads, car_match_rules(), fixes);
  for (const path_part& part : timed_path(*roads, road_user::car, fixes, path)) {
    const std::int64_t gone_mm = instant_to_ms(part.to) * 8;
    if (gone_mm > 310'000 && gone_mm < 350'000) {
      const std::int64_t north_mm = part.to_at.y_mm - start.y_mm;
      EXPECT_NEAR(static_cast<double>(north_mm), static_cast<double>(gone_mm - 300'000), 5'000.0);
    }
  }
}

TEST(timed_path, a_car_that_stood_at_the_first_fix_sets_out_late) {
  const auto roads = roads_of({.picture = "A..........B", .roads = "A-B", .cell_m = 100.0});
  std::vector<match_fix> fixes{fix_at(0, 100, 0), fix_at(30, 400, 0)};
  const auto half_way = [&](std::uint32_t first_mmps, std::uint32_t last_mmps) {
    fixes[0].speed_mmps = first_mmps;
    fixes[1].speed_mmps = last_mmps;
    const auto path = match_fixes(*roads, car_match_rules(), fixes);
    const auto parts = timed_path(*roads, road_user::car, fixes, path);
    std::uint32_t at_mm = 0;
    for (const path_part& part : parts) {
      at_mm = part.to <= instant{15s} ? part.to_mm : at_mm;
    }
    return at_mm;
  };
  EXPECT_NEAR(half_way(10'000, 10'000), 250'000, 1'000);
  EXPECT_LT(half_way(0, 20'000), 180'000U);
  EXPECT_GT(half_way(20'000, 0), 320'000U);
}

}  // namespace
}  // namespace beatwatch
