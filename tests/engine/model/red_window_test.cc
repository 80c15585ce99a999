#include "engine/model/red_window.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/london_2026.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr std::uint8_t friday = 1U << 4;
constexpr std::uint8_t saturday = 1U << 5;
constexpr std::uint8_t sunday = 1U << 6;

interval day_of(std::chrono::year_month_day day) { return {sys_days{day}, sys_days{day} + 24h}; }

interval between(instant from, instant to) { return {from, to}; }

TEST(red_times, of_an_overnight_window_belong_to_the_day_it_starts_on) {
  const std::vector<red_window> rule{
      {.days = friday | saturday, .start_minute = 21 * 60, .end_minute = 3 * 60}};
  const interval week{sys_days{2026y / 1 / 5}, sys_days{2026y / 1 / 12}};  // Monday to Monday
  const std::vector<interval> expected{
      between(sys_days{2026y / 1 / 9} + 21h, sys_days{2026y / 1 / 10} + 3h),
      between(sys_days{2026y / 1 / 10} + 21h, sys_days{2026y / 1 / 11} + 3h)};
  EXPECT_EQ(red_times(rule, london_2026(), week), expected);
}

TEST(red_times, are_cut_to_what_is_asked_for) {
  const std::vector<red_window> rule{
      {.days = friday, .start_minute = 21 * 60, .end_minute = 3 * 60}};
  const interval early{sys_days{2026y / 1 / 10} + 1h, sys_days{2026y / 1 / 10} + 2h};
  EXPECT_EQ(red_times(rule, london_2026(), early), std::vector{early});
  EXPECT_TRUE(red_times(rule, london_2026(), day_of(2026y / 1 / 11)).empty());
  EXPECT_TRUE(red_times(rule, london_2026(), {early.to, early.from}).empty());
  EXPECT_TRUE(red_times({}, london_2026(), early).empty());
}

TEST(red_times, of_a_window_that_starts_in_the_spring_gap_begin_when_the_gap_ends) {
  const instant change = sys_days{2026y / 3 / 29} + 1h;
  const std::vector<red_window> rule{{.days = sunday, .start_minute = 90, .end_minute = 180}};
  EXPECT_EQ(red_times(rule, london_2026(), day_of(2026y / 3 / 29)),
            std::vector{between(change, change + 1h)});
  const std::vector<red_window> short_rule{{.days = sunday, .start_minute = 90, .end_minute = 130}};
  EXPECT_EQ(red_times(short_rule, london_2026(), day_of(2026y / 3 / 29)),
            std::vector{between(change, change + 10min)});
}

TEST(red_times, of_a_window_that_lies_in_the_spring_gap_are_none_that_night) {
  const std::vector<red_window> rule{{.days = sunday, .start_minute = 65, .end_minute = 115}};
  EXPECT_TRUE(red_times(rule, london_2026(), day_of(2026y / 3 / 29)).empty());
  EXPECT_EQ(red_times(rule, london_2026(), day_of(2026y / 3 / 22)).size(), 1);
}

TEST(red_times, across_the_spring_change_are_an_hour_shorter) {
  const std::vector<red_window> rule{
      {.days = saturday, .start_minute = 21 * 60, .end_minute = 3 * 60}};
  const instant saturday_night = sys_days{2026y / 3 / 28} + 21h;
  EXPECT_EQ(red_times(rule, london_2026(), {saturday_night - 1h, saturday_night + 20h}),
            std::vector{between(saturday_night, saturday_night + 5h)});
}

TEST(red_times, in_the_hour_that_comes_twice_run_from_the_first_to_the_last) {
  const instant change = sys_days{2026y / 10 / 25} + 1h;
  const interval sunday_of_change{change - 2h, change + 20h};
  const std::vector<red_window> rule{{.days = sunday, .start_minute = 70, .end_minute = 80}};
  EXPECT_EQ(red_times(rule, london_2026(), sunday_of_change),
            std::vector{between(change - 50min, change + 20min)});
  const std::vector<red_window> night{
      {.days = saturday, .start_minute = 21 * 60, .end_minute = 3 * 60}};
  EXPECT_EQ(red_times(night, london_2026(), {change - 10h, change + 20h}),
            std::vector{between(change - 5h, change + 2h)});
}

TEST(red_times, that_touch_or_overlap_become_one) {
  const std::vector<red_window> rule{{.days = 0x7f, .start_minute = 0, .end_minute = 1440},
                                     {.days = friday, .start_minute = 600, .end_minute = 600}};
  const interval month{sys_days{2026y / 3 / 10}, sys_days{2026y / 4 / 10}};
  EXPECT_EQ(red_times(rule, london_2026(), month), std::vector{month});
}

TEST(red_times, of_a_window_as_long_as_a_day_reach_into_the_day_after) {
  const std::vector<red_window> rule{{.days = friday, .start_minute = 1439, .end_minute = 1439}};
  const instant end = sys_days{2026y / 1 / 10} + 23h + 59min;
  EXPECT_EQ(red_times(rule, london_2026(), {end - 1min, end + 1h}),
            std::vector{between(end - 1min, end)});
}

}  // namespace
}  // namespace beatwatch
