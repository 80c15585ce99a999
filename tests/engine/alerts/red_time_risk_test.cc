#include "engine/alerts/red_time_risk.h"

#include <gtest/gtest.h>

#include "engine/alerts/alarm_timing.h"

namespace beatwatch {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr instant from = ms_to_instant(1'800'000'000'000);
constexpr instant to = from + hours{4};

red_time_stand four_hours(duration got = {}) { return {{from, to}, got, minutes{10}}; }

TEST(red_time_risk, begins_when_the_nearest_unit_has_to_leave_soon) {
  const duration travel = minutes{5};
  const instant leave_by = to - minutes{10} - travel;
  EXPECT_FALSE(at_risk("Z", four_hours(), travel, leave_by - red_time_lead - duration{1}));
  const auto risk = at_risk("Z", four_hours(), travel, leave_by - red_time_lead);
  ASSERT_TRUE(risk);
  EXPECT_EQ(risk->zone, "Z");
  EXPECT_EQ(risk->red_until, to);
  EXPECT_EQ(risk->missing_ms, 600'000);
  EXPECT_EQ(risk->leave_by, leave_by);
}

TEST(red_time_risk, ends_when_it_is_too_late) {
  const instant leave_by = to - minutes{15};
  EXPECT_TRUE(at_risk("Z", four_hours(), minutes{5}, leave_by));
  EXPECT_FALSE(at_risk("Z", four_hours(), minutes{5}, leave_by + duration{1}));
}

TEST(red_time_risk, is_of_what_is_missing) {
  const instant late = to - minutes{9};
  EXPECT_FALSE(at_risk("Z", four_hours(), minutes{1}, late));
  EXPECT_TRUE(at_risk("Z", four_hours(minutes{4}), minutes{1}, late));
  EXPECT_FALSE(at_risk("Z", four_hours(minutes{10}), minutes{1}, late));
}

TEST(red_time_risk, asks_no_more_of_a_short_red_time_than_all_of_it) {
  const red_time_stand stand{{from, from + minutes{6}}, {}, minutes{10}};
  EXPECT_EQ(missing(stand), minutes{6});
  EXPECT_EQ(worth_a_look_from(stand), from);
}

TEST(red_time_risk, is_never_found_before_it_is_worth_a_look) {
  for (duration travel{0}; travel <= red_time_travel_max + minutes{5}; travel += minutes{1}) {
    for (instant now = from; now < to; now += minutes{1}) {
      if (at_risk("Z", four_hours(minutes{3}), travel, now)) {
        EXPECT_GE(now, worth_a_look_from(four_hours(minutes{3})));
        EXPECT_LE(travel, red_time_travel_max);
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch
