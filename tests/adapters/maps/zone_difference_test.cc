#include "adapters/maps/zone_difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/maps/gate_difference.h"
#include "adapters/sources/red_window_decode.h"
#include "adapters/sources/red_window_text.h"
#include "tests/support/zones.h"

namespace beatwatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};

zone rectangle(const std::string& name, int width_m, int height_m) {
  zone made = square_zone(name);
  const std::int32_t east = width_m * 1000;
  const std::int32_t north = height_m * 1000;
  made.shape = area({{{0, 0}, {east, 0}, {east, north}, {0, north}}});
  return made;
}

std::vector<zone_change> between(std::vector<zone> before, std::vector<zone> after) {
  return zone_differences(
      zone_set(std::move(before), "before"), zone_set(std::move(after), "after"), plane);
}

TEST(zone_difference, of_equal_sets_is_nothing) {
  EXPECT_THAT(between({square_zone("a"), square_zone("b", {}, 50)},
                      {square_zone("b", {}, 50), square_zone("a")}),
              IsEmpty());
}

TEST(zone_difference, names_zones_that_came_and_went_with_their_areas) {
  const auto changes = between({rectangle("gone", 30, 10)}, {rectangle("fresh", 20, 10)});
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].zone, "fresh");
  EXPECT_EQ(changes[0].fate, zone_fate::added);
  EXPECT_NEAR(changes[0].area_after_m2, 200.0, 1e-6);
  EXPECT_EQ(changes[1].zone, "gone");
  EXPECT_EQ(changes[1].fate, zone_fate::removed);
  EXPECT_NEAR(changes[1].area_before_m2, 300.0, 1e-6);
}

TEST(zone_difference, measures_what_only_one_of_two_shapes_covers) {
  // 100 m by 100 m against 80 m by 110 m: 2 000 m2 were given up and 800 m2 taken in.
  const auto changes = between({rectangle("a", 100, 100)}, {rectangle("a", 80, 110)});
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].fate, zone_fate::changed);
  EXPECT_NEAR(changes[0].area_before_m2, 10'000.0, 1e-6);
  EXPECT_NEAR(changes[0].area_after_m2, 8'800.0, 1e-6);
  EXPECT_NEAR(changes[0].moved_m2, 2'800.0, 1e-6);
  EXPECT_THAT(changes[0].altered, IsEmpty());
}

TEST(zone_difference, sees_holes) {
  zone whole = rectangle("a", 100, 100);
  zone holed = whole;
  holed.shape = area({{{0, 0}, {100'000, 0}, {100'000, 100'000}, {0, 100'000}},
                      {{20'000, 20'000}, {20'000, 40'000}, {40'000, 40'000}, {40'000, 20'000}}});
  const auto changes = between({whole}, {holed});
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_NEAR(changes[0].moved_m2, 400.0, 1e-6);
  EXPECT_NEAR(changes[0].area_after_m2, 9'600.0, 1e-6);
}

TEST(zone_difference, tells_a_new_name_kind_level_and_red_times) {
  zone before = square_zone("a", {{"force", "north"}});
  zone after = square_zone("z", {{"force", "south"}, {"ward"}});
  after.kind = "red";
  after.red_windows = *decode_red_windows("Fr-Sa 21:00-03:00");
  const auto changes = between({before}, {after});
  ASSERT_THAT(changes, SizeIs(1));
  EXPECT_EQ(changes[0].zone, "z");
  EXPECT_EQ(changes[0].fate, zone_fate::changed);
  EXPECT_EQ(changes[0].moved_m2, 0.0);
  std::vector<std::string> told;
  for (const altered_text& one : changes[0].altered) {
    told.push_back(one.what + ": " + one.before + " > " + one.after);
  }
  EXPECT_THAT(told,
              ElementsAre("name: a > z",
                          "kind:  > red",
                          "levels: force/north > force/south, ward",
                          "red times:  > Fr-Sa 21:00-03:00"));
}

gate_line gate(const std::string& name, const plane_line& line) {
  return {.name = name, .levels = {}, .line = line};
}

std::vector<gate_change> between_gates(std::vector<gate_line> before,
                                       std::vector<gate_line> after) {
  return gate_differences(zone_set({}, "before", zone_index_reach, std::move(before)),
                          zone_set({}, "after", zone_index_reach, std::move(after)));
}

TEST(gate_difference, names_gates_that_came_went_or_were_drawn_another_way) {
  const gate_line north = gate("a", {{0, 0}, {0, 1'000}});
  EXPECT_THAT(between_gates({north}, {north}), IsEmpty());
  gate_line placed = north;
  placed.levels = {{"force", "north"}};
  const auto changes =
      between_gates({north, gate("gone", north.line), gate("turned", north.line)},
                    {placed, gate("fresh", north.line), gate("turned", {{0, 1'000}, {0, 0}})});
  ASSERT_THAT(changes, SizeIs(4));
  EXPECT_EQ(changes[0].gate, "a");
  EXPECT_FALSE(changes[0].redrawn);
  ASSERT_THAT(changes[0].altered, SizeIs(1));
  EXPECT_EQ(changes[0].altered[0].after, "force/north");
  EXPECT_EQ(changes[1].fate, zone_fate::added);
  EXPECT_EQ(changes[2].fate, zone_fate::removed);
  EXPECT_EQ(changes[3].fate, zone_fate::changed);
  EXPECT_TRUE(changes[3].redrawn) << "its left is its right now";
}

TEST(red_window_text, is_read_back_as_the_same_windows) {
  for (const char* rule : {"Fr-Sa 21:00-03:00",
                           "24/7; PH off",
                           "Mo-Fr 15:00-18:00, PH 12:00-20:00",
                           "Mo-Fr 15:00-18:00; PH 12:00-20:00, 22:00-24:00",
                           "Fr-Sa 21:00-03:00; Dec 24-26 18:00-02:00",
                           "Fr-Sa 21:00-03:00, 2026 Dec 31 20:00-04:00",
                           "Nov-Mar Th-Sa 20:00-02:00; Feb 29 off",
                           "2026 Nov-Feb Mo,We,Fr-Su 20:00-02:00",
                           "2026 Dec 24-2027 Jan 02 10:00-12:00",
                           "Jan 01-31,Apr Mo 10:00-12:00",
                           "Fr-Sa 21:00-03:00; Sa 00:00-01:00 off"}) {
    const auto windows = decode_red_windows(rule);
    ASSERT_TRUE(windows) << rule;
    const std::string text = red_window_text(*windows);
    const auto back = decode_red_windows(text);
    ASSERT_TRUE(back) << rule << " became " << text;
    EXPECT_EQ(*back, *windows) << text;
  }
  EXPECT_EQ(red_window_text({}), "");
}

}  // namespace
}  // namespace beatwatch
