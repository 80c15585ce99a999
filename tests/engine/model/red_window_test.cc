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

std::vector<interval> of_day(const std::vector<red_window>& windows,
                             std::chrono::year_month_day day,
                             const zone_clock& clock = {}) {
  return red_times_of_day(windows, clock, sys_days{day});
}

red_window hours(int start, int end, red_effect effect = red_effect::adds) {
  return {.days = red_window::every_day,
          .start_minute = static_cast<std::uint16_t>(start * 60),
          .end_minute = static_cast<std::uint16_t>(end * 60),
          .effect = effect};
}

TEST(red_times_of_day, are_those_of_the_windows_that_start_on_it) {
  const std::vector<red_window> rule{hours(21, 3)};
  EXPECT_EQ(of_day(rule, 2026y / 1 / 9),
            std::vector{between(sys_days{2026y / 1 / 9} + 21h, sys_days{2026y / 1 / 10} + 3h)});
}

TEST(red_times_of_day, of_a_window_that_adds_are_those_of_both) {
  const instant day = sys_days{2026y / 1 / 9};
  EXPECT_EQ(of_day({hours(1, 2), hours(4, 5)}, 2026y / 1 / 9),
            (std::vector{between(day + 1h, day + 2h), between(day + 4h, day + 5h)}));
}

TEST(red_times_of_day, of_a_window_that_replaces_are_its_own_and_those_of_later_ones) {
  const instant day = sys_days{2026y / 1 / 9};
  red_window of_friday = hours(4, 5, red_effect::replaces);
  of_friday.days = friday;
  const std::vector<red_window> rule{hours(1, 2), of_friday, hours(7, 8)};
  EXPECT_EQ(of_day(rule, 2026y / 1 / 9),
            (std::vector{between(day + 4h, day + 5h), between(day + 7h, day + 8h)}));
  EXPECT_EQ(of_day(rule, 2026y / 1 / 10),
            (std::vector{between(day + 25h, day + 26h), between(day + 31h, day + 32h)}));
}

TEST(red_times_of_day, stay_with_the_day_before_when_a_day_is_replaced_or_cleared) {
  red_window saturday_off = hours(0, 0, red_effect::clears);
  saturday_off.days = saturday;
  const std::vector<red_window> rule{hours(21, 3), saturday_off};
  EXPECT_EQ(red_times(rule, {}, day_of(2026y / 1 / 10)),
            std::vector{between(sys_days{2026y / 1 / 10}, sys_days{2026y / 1 / 10} + 3h)});
}

TEST(red_times_of_day, lose_what_is_taken_away_whichever_day_began_it) {
  red_window small_hours = hours(0, 2, red_effect::takes_away);
  small_hours.days = saturday;
  red_window night = hours(23, 1, red_effect::takes_away);
  night.days = friday;
  const instant day = sys_days{2026y / 1 / 9};
  EXPECT_EQ(of_day({hours(21, 3), small_hours}, 2026y / 1 / 9),
            (std::vector{between(day + 21h, day + 24h), between(day + 26h, day + 27h)}));
  EXPECT_EQ(of_day({hours(21, 3), night}, 2026y / 1 / 9),
            (std::vector{between(day + 21h, day + 23h), between(day + 25h, day + 27h)}));
  EXPECT_EQ(of_day({hours(0, 3), night}, 2026y / 1 / 10),
            std::vector{between(day + 25h, day + 27h)});
  EXPECT_TRUE(of_day({hours(23, 1), night}, 2026y / 1 / 9).empty());
}

TEST(red_times_of_day, can_be_red_again_after_being_taken_away) {
  const instant day = sys_days{2026y / 1 / 9};
  EXPECT_EQ(of_day({hours(0, 6), hours(1, 5, red_effect::takes_away), hours(2, 3)}, 2026y / 1 / 9),
            (std::vector{
                between(day, day + 1h), between(day + 2h, day + 3h), between(day + 5h, day + 6h)}));
}

TEST(red_times_of_day, of_public_holidays_come_from_the_list) {
  const zone_clock clock{.changes = {}, .public_holidays = {calendar_date{20261225}}};
  red_window holiday = hours(10, 12);
  holiday.days = red_window::public_holidays;
  EXPECT_EQ(of_day({holiday}, 2026y / 12 / 25, clock).size(), 1U);
  EXPECT_TRUE(of_day({holiday}, 2026y / 12 / 26, clock).empty());
  EXPECT_TRUE(of_day({holiday}, 2026y / 12 / 25).empty());
  holiday.days |= friday;
  EXPECT_EQ(of_day({holiday}, 2026y / 12 / 18, clock).size(), 1U);
}

TEST(calendar_range, without_years_comes_every_year_and_may_go_over_its_end) {
  const calendar_range christmas{.first = calendar_date{1224}, .last = calendar_date{102}};
  EXPECT_TRUE(christmas.contains(calendar_date{20261224}));
  EXPECT_TRUE(christmas.contains(calendar_date{20300102}));
  EXPECT_FALSE(christmas.contains(calendar_date{20261223}));
  EXPECT_FALSE(christmas.contains(calendar_date{20270103}));
  EXPECT_TRUE(calendar_range{}.contains(calendar_date{20280229}));
}

TEST(calendar_range, with_years_comes_once) {
  const calendar_range christmas{.first = calendar_date{20261224}, .last = calendar_date{20270102}};
  EXPECT_TRUE(christmas.contains(calendar_date{20270101}));
  EXPECT_FALSE(christmas.contains(calendar_date{20280101}));
}

TEST(calendar_range, of_the_leap_day_matches_in_leap_years_only) {
  const calendar_range leap_day{.first = calendar_date{229}, .last = calendar_date{229}};
  EXPECT_TRUE(leap_day.contains(date_of(sys_days{2028y / 2 / 29})));
  EXPECT_FALSE(leap_day.contains(date_of(sys_days{2027y / 2 / 28})));
  EXPECT_FALSE(leap_day.contains(date_of(sys_days{2027y / 3 / 1})));
}

}  // namespace
}  // namespace beatwatch
