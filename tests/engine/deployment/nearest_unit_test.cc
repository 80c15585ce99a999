#include "engine/deployment/nearest_unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "engine/deployment/unit_gates.h"
#include "tests/support/drawn_roads.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr instant now = ms_to_instant(1'700'000'000'000);

/// A unit that passes every gate, `x_m` metres east of the place where help is needed.
unit_view unit_at(std::string_view name, double x_m) {
  unit_view unit;
  unit.name = name;
  unit.on_duty = true;
  unit.status = unit_status::available;
  unit.status_since = now - minutes{34};
  unit.vehicle = "car";
  unit.fix = unit_fix{.at = {static_cast<std::int32_t>(x_m * 1e3), 0},
                      .observed_at = now - seconds{10},
                      .error = metres{15.0},
                      .heading_cdeg = std::nullopt,
                      .on_road = std::nullopt};
  return unit;
}

suggestion suggested(const std::vector<unit_view>& units,
                     const nearest_request& request = {},
                     const road_graph* roads = nullptr) {
  nearest_scratch scratch;
  return suggest(units, request, roads, parameters{}, now, scratch);
}

std::vector<std::string> names(const suggestion& made) {
  std::vector<std::string> list;
  for (const candidate& c : made.nearest) {
    list.push_back(c.unit);
  }
  return list;
}

// Unit "A" passes; "B", which is nearer, fails by this gate alone, with these words.
void expect_gate(gate reason,
                 const std::string& detail,
                 const unit_view& b,
                 const nearest_request& request = {}) {
  const suggestion made = suggested({unit_at("A", 1'000.0), b}, request);
  EXPECT_THAT(names(made), ElementsAre("A"));
  ASSERT_EQ(made.others.size(), 1U);
  EXPECT_EQ(made.others[0].unit, "B");
  EXPECT_EQ(made.others[0].reason, reason);
  EXPECT_EQ(made.others[0].detail, detail);
  for (std::size_t g = 0; g < made.passed_over_by_gate.size(); ++g) {
    EXPECT_EQ(made.passed_over_by_gate[g], g == static_cast<std::size_t>(reason) ? 1U : 0U);
  }
}

TEST(nearest_unit, a_unit_off_duty_is_passed_over) {
  unit_view b = unit_at("B", 10.0);
  b.on_duty = false;
  expect_gate(gate::off_duty, "no duty now", b);
}

TEST(nearest_unit, a_committed_unit_is_passed_over) {
  unit_view b = unit_at("B", 10.0);
  b.status = unit_status::on_scene;
  b.incident = "I-204";
  expect_gate(gate::status, "on_scene at I-204 for 34 min", b);
  b.status = unit_status::busy;
  b.incident = "";
  expect_gate(gate::status, "busy for 34 min", b);
  b.status = unit_status::unknown;
  expect_gate(gate::status, "status never told", b);
}

TEST(nearest_unit, a_unit_at_its_station_may_be_sent) {
  unit_view b = unit_at("B", 10.0);
  b.status = unit_status::at_station;
  const suggestion made = suggested({b});
  EXPECT_THAT(names(made), ElementsAre("B"));
  EXPECT_EQ(made.nearest[0].status, unit_status::at_station);
}

TEST(nearest_unit, a_unit_whose_status_is_too_old_is_passed_over) {
  unit_view b = unit_at("B", 10.0);
  b.status_since = now - hours{12} - seconds{1};
  expect_gate(gate::status_too_old, "available for 12 h", b);
  b.status_since = now - hours{12};
  EXPECT_THAT(names(suggested({b})), ElementsAre("B"));
}

TEST(nearest_unit, a_unit_without_a_skill_is_passed_over) {
  const std::vector<std::string> wanted{"taser", "dog"};
  const std::vector<std::string> held{"dog", "medic"};
  nearest_request request;
  request.skills = wanted;
  unit_view a = unit_at("A", 1'000.0);
  a.skills = wanted;
  unit_view b = unit_at("B", 10.0);
  b.skills = held;
  const suggestion made = suggested({a, b}, request);
  EXPECT_THAT(names(made), ElementsAre("A"));
  ASSERT_EQ(made.others.size(), 1U);
  EXPECT_EQ(made.others[0].reason, gate::skill);
  EXPECT_EQ(made.others[0].detail, "without taser");
  b.skills = {};
  EXPECT_EQ(suggested({b}, request).others[0].detail, "without taser, dog");
}

TEST(nearest_unit, a_unit_with_another_vehicle_is_passed_over) {
  nearest_request request;
  request.vehicle = "car";
  unit_view b = unit_at("B", 10.0);
  b.vehicle = "van";
  expect_gate(gate::vehicle, "van, asked for car", b, request);
  b.vehicle = "";
  expect_gate(gate::vehicle, "no vehicle, asked for car", b, request);
}

TEST(nearest_unit, a_unit_without_a_fresh_fix_is_passed_over) {
  unit_view b = unit_at("B", 10.0);
  b.fix->observed_at = now - minutes{14};
  expect_gate(gate::fix_too_old, "last fix 14 min ago", b);
  b.fix.reset();
  expect_gate(gate::fix_too_old, "no fix", b);
  EXPECT_EQ(suggested({b}).others[0].line_distance_m, -1);
}

TEST(nearest_unit, a_unit_already_assigned_is_passed_over) {
  const std::vector<std::string> log{"B", "C"};
  nearest_request request;
  request.incident = "I-9";
  request.assigned = log;
  unit_view b = unit_at("B", 10.0);
  expect_gate(gate::already_assigned, "on its log", b, request);
  request.assigned = {};
  b.incident = "I-9";
  expect_gate(gate::already_assigned, "committed to it", b, request);
}

TEST(nearest_unit, the_first_gate_that_fails_is_the_reason) {
  unit_view b = unit_at("B", 10.0);
  b.status = unit_status::on_scene;
  b.fix.reset();
  EXPECT_EQ(suggested({b}).others[0].reason, gate::status);
}

TEST(nearest_unit, a_unit_that_no_road_leads_from_is_passed_over) {
  const auto roads = roads_of({.picture = "A-----B\n\nC-----D", .roads = "A-B C-D"});
  unit_view here = unit_at("A", 500.0);
  unit_view island = unit_at("B", 10.0);
  island.fix->at.y_mm = -190'000;
  const suggestion made = suggested({here, island}, {}, roads.get());
  EXPECT_THAT(names(made), ElementsAre("A"));
  ASSERT_EQ(made.others.size(), 1U);
  EXPECT_EQ(made.others[0].reason, gate::unreachable);
  EXPECT_EQ(made.others[0].detail, "no way there within 6 h");
}

TEST(nearest_unit, a_unit_that_can_only_drive_away_is_unreachable) {
  const auto roads = roads_of({.picture = "A-----B-----C", .roads = "A>B B>C"});
  nearest_request request;
  request.at = {300'000, 0};
  unit_view beyond = unit_at("B", 900.0);
  const suggestion made = suggested({unit_at("A", 100.0), beyond}, request, roads.get());
  EXPECT_THAT(names(made), ElementsAre("A"));
  EXPECT_EQ(made.others[0].reason, gate::unreachable);
}

TEST(nearest_unit, the_rest_are_slower) {
  nearest_request request;
  request.count = 1;
  const suggestion made = suggested({unit_at("A", 1'000.0), unit_at("B", 2'000.0)}, request);
  EXPECT_THAT(names(made), ElementsAre("A"));
  ASSERT_EQ(made.others.size(), 1U);
  EXPECT_EQ(made.others[0].reason, gate::slower);
  EXPECT_EQ(made.others[0].line_distance_m, 2'000);
  EXPECT_EQ(made.others[0].detail, "1 nearer, the last 2 min away");
}

TEST(nearest_unit, a_unit_across_the_river_is_nearer_by_line_and_farther_by_road) {
  // The river runs between the two streets; the only bridge is CF.
  const auto roads = roads_of({.picture = R"(
      A---------B---------C
      ~~~~~~~~~~~~~~~~~~~~|
      D---------E---------F )",
                               .roads = "A-B B-C C-F D-E E-F",
                               .cell_m = 100.0});
  const plane_point origin = roads->node(node_at(*roads, 'A')).at;
  nearest_request request;
  request.at = origin;
  unit_view across = unit_at("across", 0.0);
  across.fix->at = roads->node(node_at(*roads, 'D')).at;
  unit_view along = unit_at("along", 0.0);
  along.fix->at = {origin.x_mm + 1'500'000, origin.y_mm};
  const suggestion made = suggested({across, along}, request, roads.get());
  ASSERT_THAT(names(made), ElementsAre("along", "across"));
  EXPECT_EQ(made.nearest[0].travel_ms, 150'000);
  EXPECT_EQ(made.nearest[1].travel_ms, 420'000);
  EXPECT_EQ(made.nearest[1].distance_m, 4'200);
  EXPECT_TRUE(made.nearest[0].by_road);
  EXPECT_THAT(names(suggested({across, along}, request)), ElementsAre("across", "along"))
      << "by line";
}

TEST(nearest_unit, names_settle_equal_times_whatever_the_order_of_the_list) {
  std::vector<unit_view> units;
  const std::vector<std::string> called{"B2", "A10", "C", "A1"};
  for (const std::string& name : called) {
    units.push_back(unit_at(name, 500.0));
  }
  std::mt19937 random{3};
  for (int i = 0; i < 10; ++i) {
    std::shuffle(units.begin(), units.end(), random);
    EXPECT_THAT(names(suggested(units)), ElementsAre("A1", "A10", "B2", "C"));
  }
}

TEST(nearest_unit, those_within_thirty_seconds_of_the_first_are_marked) {
  // 8.33 m/s: 249.9 m are 30 s.
  const suggestion made =
      suggested({unit_at("A", 100.0), unit_at("B", 349.8), unit_at("C", 350.1)});
  EXPECT_FALSE(made.nearest[0].equal_to_first);
  EXPECT_TRUE(made.nearest[1].equal_to_first);
  EXPECT_FALSE(made.nearest[2].equal_to_first);
}

TEST(nearest_unit, a_straight_line_stands_in_where_no_road_serves_and_says_so) {
  const suggestion made = suggested({unit_at("A", 833.0)});
  ASSERT_EQ(made.nearest.size(), 1U);
  EXPECT_FALSE(made.nearest[0].by_road);
  EXPECT_EQ(made.nearest[0].travel_ms, 100'000);
  EXPECT_EQ(made.nearest[0].distance_m, 833);
  EXPECT_FALSE(made.calibrated);
  const auto roads = roads_of({.picture = "A---------B", .roads = "A-B"});
  unit_view in_the_woods = unit_at("B", 500.0);
  in_the_woods.fix->at.y_mm = 300'001;
  const suggestion mixed = suggested({unit_at("A", 900.0), in_the_woods}, {}, roads.get());
  ASSERT_THAT(names(mixed), ElementsAre("B", "A"));
  EXPECT_FALSE(mixed.nearest[0].by_road);
  EXPECT_TRUE(mixed.nearest[1].by_road);
}

TEST(nearest_unit, the_range_comes_from_age_and_error_of_the_fix) {
  unit_view a = unit_at("A", 8'330.0);
  a.fix->observed_at = now - seconds{60};
  a.fix->error = metres{83.3};
  const candidate c = suggested({a}).nearest.at(0);
  EXPECT_EQ(c.fix_age_ms, 60'000);
  EXPECT_EQ(c.travel_ms, 1'000'000);
  EXPECT_EQ(c.travel_min_ms, 1'000'000 - 60'000 - 10'000);
  EXPECT_EQ(c.travel_max_ms, 1'000'000 + 60'000 + 10'000);
  a.fix->at.x_mm = 0;
  EXPECT_EQ(suggested({a}).nearest.at(0).travel_min_ms, 0);
  a.fix->observed_at = now + seconds{5};
  EXPECT_EQ(suggested({a}).nearest.at(0).fix_age_ms, 0);
}

TEST(nearest_unit, foot_officers_walk) {
  unit_view pc = unit_at("A", 140.0);
  pc.kind = unit_kind::foot;
  pc.vehicle = "";
  EXPECT_EQ(suggested({pc}).nearest.at(0).travel_ms, 100'000);
  const auto roads = roads_of({.picture = "A--B", .roads = "A>B"});
  EXPECT_EQ(suggested({pc}, {}, roads.get()).nearest.at(0).travel_ms, 100'000)
      << "against the one-way street";
  pc.vehicle = "car";
  EXPECT_EQ(suggested({pc}).nearest.at(0).travel_ms, 16'807) << "a special with a car drives";
}

TEST(nearest_unit, response_drivers_are_faster_when_it_is_asked_for) {
  const std::vector<std::string> skills{"response"};
  const auto roads = roads_of({.picture = "A---------B", .roads = "A-B"});
  unit_view trained = unit_at("B", 900.0);
  trained.skills = skills;
  const std::vector<unit_view> units{unit_at("A", 500.0), trained};
  nearest_request request;
  EXPECT_THAT(names(suggested(units, request, roads.get())), ElementsAre("A", "B"));
  request.response = true;
  const suggestion made = suggested(units, request, roads.get());
  EXPECT_THAT(names(made), ElementsAre("B", "A"));
  EXPECT_EQ(made.nearest[0].travel_ms, 45'000);
  EXPECT_EQ(made.nearest[1].travel_ms, 50'000);
}

TEST(nearest_unit, for_back_up_those_on_their_way_elsewhere_may_come_but_not_the_unit_itself) {
  nearest_request request;
  request.towards_unit = "A";
  unit_view going = unit_at("B", 100.0);
  going.status = unit_status::en_route;
  going.incident = "I-7";
  unit_view busy = unit_at("C", 50.0);
  busy.status = unit_status::busy;
  const suggestion made = suggested({unit_at("A", 0.0), going, busy}, request);
  EXPECT_THAT(names(made), ElementsAre("B"));
  EXPECT_EQ(made.towards_unit, "A");
  EXPECT_EQ(made.nearest[0].status, unit_status::en_route);
  ASSERT_EQ(made.others.size(), 1U);
  EXPECT_EQ(made.others[0].unit, "C");
}

TEST(nearest_unit, the_twenty_nearest_of_those_passed_over_are_listed_and_all_are_counted) {
  std::vector<std::string> called;
  for (int i = 0; i < 40; ++i) {
    called.push_back("U" + std::to_string(100 + i));
  }
  std::vector<unit_view> units;
  for (int i = 0; i < 40; ++i) {
    units.push_back(unit_at(called[static_cast<std::size_t>(i)], 4'000.0 - 100.0 * i));
  }
  units[39].fix.reset();
  units[0].on_duty = false;
  const suggestion made = suggested(units);
  EXPECT_THAT(names(made), ElementsAre("U138", "U137", "U136", "U135", "U134"));
  ASSERT_EQ(made.others.size(), 20U);
  EXPECT_EQ(made.others[0].unit, "U133");
  EXPECT_EQ(made.others[19].unit, "U114");
  EXPECT_EQ(made.passed_over_by_gate[static_cast<std::size_t>(gate::slower)], 33U);
  EXPECT_EQ(made.passed_over_by_gate[static_cast<std::size_t>(gate::off_duty)], 1U);
  EXPECT_EQ(made.passed_over_by_gate[static_cast<std::size_t>(gate::fix_too_old)], 1U);
}

TEST(nearest_unit, a_snapped_place_that_is_given_is_used) {
  const auto roads = roads_of({.picture = "A---------B", .roads = "A-B"});
  unit_view a = unit_at("A", 900.0);
  a.fix->on_road = snapped_place{
      .place = {edge_between(*roads, 'A', 'B'), 300'000}, .at = {300'000, 0}, .distance_mm = 0};
  EXPECT_EQ(suggested({a}, {}, roads.get()).nearest.at(0).travel_ms, 30'000);
}

TEST(nearest_unit, none_asked_for_gives_none) {
  nearest_request request;
  request.count = 0;
  const suggestion made = suggested({unit_at("A", 1.0)}, request);
  EXPECT_THAT(made.nearest, IsEmpty());
  EXPECT_EQ(made.others.at(0).reason, gate::slower);
}

TEST(unit_gates, durations_are_put_in_words) {
  EXPECT_EQ(in_words(seconds{-3}), "0 s");
  EXPECT_EQ(in_words(seconds{119}), "119 s");
  EXPECT_EQ(in_words(seconds{120}), "2 min");
  EXPECT_EQ(in_words(minutes{119}), "119 min");
  EXPECT_EQ(in_words(hours{13} + minutes{59}), "13 h");
}

}  // namespace
}  // namespace beatwatch
