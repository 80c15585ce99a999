#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

// Somebody goes from A round the corner at B to C, at even speed and heard seldom. The
// straight line cuts the corner through the yard.
class round_the_corner : public testing::Test {
 protected:
  round_the_corner() {
    shift.add_zone("CORNER", 950, -1'050, 1'050, -950);
    shift.add_zone("YARD", 890, -960, 960, -890);
    shift.settings().profiles = {{.source = "", .refresh = std::chrono::seconds{30}}};
  }

  static constexpr drawing block{.picture = R"(D C

A B)",
                                 .roads = "A-B B-C C-D D-A",
                                 .cell_m = 500.0};

  void report(double speed_mps, double refresh_s, double delay_s = 0.0) {
    constexpr double before_corner_m = 1'000.0;
    for (double t = 25.0; t * speed_mps < 2.0 * before_corner_m; t += refresh_s) {
      const double gone_m = t * speed_mps;
      const double x = std::min(gone_m, before_corner_m) + 1.0;  // the corner is drawn 1 m off
      const double y = std::max(gone_m - before_corner_m, 0.0) - 1'001.0;
      pings.push_back(shift.ping_event("D", x, y, t, t + delay_s));
      last_s = t + delay_s;
    }
  }

  engine run(bool with_roads, double until_s) {
    const auto roads = roads_of(block);
    engine e = shift.make_engine();
    std::vector<event> events = pings;
    if (with_roads) {
      e.offer(roads);
      events.insert(events.begin(),
                    {shift_builder::at(0), "roads", 0, roads_activated{roads->hash()}});
    }
    changes = shift.run(e, events, until_s);
    return e;
  }

  static presence_measure of(const engine& e, const std::string& zone) {
    return e.presence(zone, {shift_builder::at(0), shift_builder::at(3'600)})->presence;
  }

  shift_builder shift;
  std::vector<event> pings;
  std::vector<change> changes;
  double last_s = 0.0;
};

constexpr double every_slot_is_over_s = 700.0;

TEST_F(round_the_corner, a_car_is_likely_where_the_road_goes) {
  shift.add_unit("CAR", "D");
  report(10.0, 30.0);
  const engine straight = run(false, last_s + every_slot_is_over_s);
  EXPECT_EQ(of(straight, "CORNER").about_ms, 0);
  EXPECT_GT(of(straight, "YARD").about_ms, 5'000);
  const engine matched = run(true, last_s + every_slot_is_over_s);
  EXPECT_NEAR(static_cast<double>(of(matched, "CORNER").about_ms), 10e3, 1e3);
  EXPECT_EQ(of(matched, "YARD").about_ms, 0);
}

TEST_F(round_the_corner, a_leg_is_laid_along_the_road_a_few_fixes_later) {
  shift.add_unit("CAR", "D");
  report(5.0, 20.0);  // past the corner at 200 s
  std::erase_if(pings, [](const event& e) { return e.received_at > shift_builder::at(270); });
  EXPECT_NEAR(static_cast<double>(of(run(true, 270), "CORNER").about_ms), 20e3, 400);
  std::erase_if(pings, [](const event& e) { return e.received_at > shift_builder::at(250); });
  EXPECT_LT(of(run(true, 250), "CORNER").about_ms, 19'000);
}

TEST_F(round_the_corner, an_officer_on_foot_is_likely_where_the_road_goes) {
  shift.add_unit("FOOT", "D", unit_kind::foot);
  shift.settings().profiles.front().gap_limit = std::chrono::seconds{300};
  report(1.3, 290.0);
  const engine straight = run(false, last_s + every_slot_is_over_s);
  const engine matched = run(true, last_s + every_slot_is_over_s);
  EXPECT_LT(of(straight, "CORNER").about_ms, 20'000);
  EXPECT_GT(of(straight, "YARD").about_ms, 20'000);
  EXPECT_NEAR(static_cast<double>(of(matched, "CORNER").about_ms), 100e3 / 1.3, 10e3);
  EXPECT_EQ(of(matched, "YARD").about_ms, 0);
}

TEST_F(round_the_corner, what_is_proved_and_what_is_possible_stays) {
  shift.add_unit("CAR", "D");
  report(10.0, 10.0);
  const engine straight = run(false, last_s + every_slot_is_over_s);
  const engine matched = run(true, last_s + every_slot_is_over_s);
  for (const char* zone : {"CORNER", "YARD"}) {
    EXPECT_EQ(of(matched, zone).at_least_ms, of(straight, zone).at_least_ms) << zone;
    EXPECT_EQ(of(matched, zone).at_most_ms, of(straight, zone).at_most_ms) << zone;
  }
}

TEST_F(round_the_corner, a_visit_along_the_straight_line_is_withdrawn) {
  shift.add_unit("CAR", "D");
  report(10.0, 30.0);
  run(true, last_s + every_slot_is_over_s);
  const auto visits = of_kind<visit_changed>(changes);
  const auto last_of = [&](const std::string& zone) {
    return std::find_if(
        visits.rbegin(), visits.rend(), [&](const visit_changed& v) { return v.zone == zone; });
  };
  ASSERT_NE(last_of("YARD"), visits.rend());
  EXPECT_EQ(last_of("YARD")->state, visit_state::withdrawn);
  EXPECT_EQ(last_of("YARD")->cause, visit_cause::revision);
  ASSERT_NE(last_of("CORNER"), visits.rend());
  EXPECT_NE(last_of("CORNER")->state, visit_state::withdrawn);
}

TEST_F(round_the_corner, other_roads_hold_for_what_is_not_settled) {
  shift.add_unit("CAR", "D");
  report(10.0, 30.0);
  const auto far_away = roads_of({.picture = "A B", .roads = "A-B", .cell_m = 10.0});
  const auto block_roads = roads_of(block);
  engine e = shift.make_engine();
  e.offer(far_away);
  e.offer(block_roads);
  std::vector<event> events = pings;
  events.insert(events.begin(),
                {shift_builder::at(0), "roads", 0, roads_activated{far_away->hash()}});
  events.push_back({shift_builder::at(last_s + every_slot_is_over_s),
                    "roads",
                    0,
                    roads_activated{block_roads->hash()}});
  shift.run(e, events, last_s + every_slot_is_over_s + 5.0);
  EXPECT_NEAR(static_cast<double>(of(e, "CORNER").about_ms), 10e3, 1e3);
}

}  // namespace
}  // namespace beatwatch
