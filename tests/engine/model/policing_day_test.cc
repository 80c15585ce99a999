#include "engine/model/policing_day.h"

#include <gtest/gtest.h>

#include <chrono>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

/// Europe/London in 2026: clocks go forward on 29 March and back on 25 October, both at 01:00 UTC.
parameters london(std::int32_t start_minute = 7 * 60) {
  parameters settings;
  settings.policing_day_start_minute = start_minute;
  settings.clock = {.changes = {{.from = sys_days{2025y / 10 / 26} + 1h, .offset_s = 0},
                                {.from = sys_days{2026y / 3 / 29} + 1h, .offset_s = 3600},
                                {.from = sys_days{2026y / 10 / 25} + 1h, .offset_s = 0}}};
  return settings;
}

TEST(policing_day, runs_from_seven_to_seven) {
  const interval day{sys_days{2026y / 1 / 10} + 7h, sys_days{2026y / 1 / 11} + 7h};
  EXPECT_EQ(policing_day(london(), day.from), day);
  EXPECT_EQ(policing_day(london(), day.from + 15h), day);
  EXPECT_EQ(policing_day(london(), day.to - 1ms), day);
  EXPECT_EQ(policing_day(london(), day.to).from, day.to);
}

TEST(policing_day, has_23_hours_when_clocks_go_forward) {
  const interval day = policing_day(london(), sys_days{2026y / 3 / 29});
  EXPECT_EQ(day.from, sys_days{2026y / 3 / 28} + 7h);
  EXPECT_EQ(day.to, sys_days{2026y / 3 / 29} + 6h) << "07:00 summer time";
}

TEST(policing_day, has_25_hours_when_clocks_go_back) {
  const interval day = policing_day(london(), sys_days{2026y / 10 / 25});
  EXPECT_EQ(day.from, sys_days{2026y / 10 / 24} + 6h);
  EXPECT_EQ(day.to, sys_days{2026y / 10 / 25} + 7h);
}

// Also where the day begins in the hour that is missing or comes twice.
TEST(policing_day, days_follow_each_other_without_gap_or_overlap) {
  for (const std::int32_t start : {0, 30, 60, 90, 119, 7 * 60, 23 * 60 + 59}) {
    const parameters settings = london(start);
    for (const auto& around : {2026y / 3 / 29, 2026y / 10 / 25}) {
      instant t = sys_days{around} - 48h;
      interval day = policing_day(settings, t);
      for (; t < sys_days{around} + 48h; t += 7min) {
        const interval now = policing_day(settings, t);
        ASSERT_TRUE(now.contains(t)) << "start " << start;
        ASSERT_TRUE(now == day || now.from == day.to) << "start " << start;
        ASSERT_GE(now.length(), 23h);
        ASSERT_LE(now.length(), 25h);
        day = now;
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch
