#include "engine/model/zone_clock.h"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/support/london_2026.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(zone_clock, without_changes_is_utc) {
  const instant t = sys_days{2026y / 5 / 1} + 12h;
  EXPECT_EQ(zone_clock{}.to_local(t), t);
  EXPECT_EQ(zone_clock{}.to_utc(t), t);
  EXPECT_EQ(zone_clock{}.to_utc_last(t), t);
}

TEST(zone_clock, its_first_offset_reaches_back_for_ever) {
  const zone_clock india{.changes = {{.from = sys_days{2000y / 1 / 1}, .offset_s = 19'800}}};
  const instant t = sys_days{1970y / 1 / 1};
  EXPECT_EQ(india.to_local(t), t + 5h + 30min);
  EXPECT_EQ(india.to_utc(t + 5h + 30min), t);
  EXPECT_EQ(india.to_utc_last(t + 5h + 30min), t);
}

TEST(zone_clock, moves_a_local_time_in_the_spring_gap_to_the_end_of_the_gap) {
  const instant change = sys_days{2026y / 3 / 29} + 1h;
  const instant local_midnight = sys_days{2026y / 3 / 29};
  EXPECT_EQ(london_2026().to_utc(local_midnight + 59min), change - 1min);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 1h), change);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 90min), change);
  EXPECT_EQ(london_2026().to_utc_last(local_midnight + 90min), change);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 2h), change);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 121min), change + 1min);
}

TEST(zone_clock, tells_the_first_from_the_last_of_the_hour_that_comes_twice) {
  const instant change = sys_days{2026y / 10 / 25} + 1h;
  const instant local_midnight = sys_days{2026y / 10 / 25};
  EXPECT_EQ(london_2026().to_utc(local_midnight + 1h), change - 1h);
  EXPECT_EQ(london_2026().to_utc_last(local_midnight + 1h), change);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 90min), change - 30min);
  EXPECT_EQ(london_2026().to_utc_last(local_midnight + 90min), change + 30min);
  EXPECT_EQ(london_2026().to_utc(local_midnight + 2h), change + 1h);
  EXPECT_EQ(london_2026().to_utc_last(local_midnight + 2h), change + 1h);
}

}  // namespace
}  // namespace beatwatch
