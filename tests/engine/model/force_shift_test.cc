#include "engine/model/force_shift.h"

#include <gtest/gtest.h>

#include "tests/support/london_2026.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

const force_shift night{.name = "night", .start_minute = 22 * 60, .end_minute = 7 * 60};
const force_shift late{.name = "late", .start_minute = 14 * 60, .end_minute = 0};

std::vector<interval> times(const force_shift& shift, instant from, instant to) {
  return shift_times(shift, london_2026(), {from, to});
}

TEST(force_shift, goes_over_midnight) {
  const instant june = sys_days{2026y / 6 / 1};
  EXPECT_EQ(times(night, june, june + 24h), (std::vector<interval>{{june + 21h, june + 30h}}));
  EXPECT_EQ(times(late, june, june + 24h), (std::vector<interval>{{june + 13h, june + 23h}}));
}

TEST(force_shift, is_as_long_as_the_clock_makes_it) {
  const instant spring = sys_days{2026y / 3 / 28};
  EXPECT_EQ(times(night, spring, spring + 24h),
            (std::vector<interval>{{spring + 22h, spring + 30h}}))
      << "8 hours";
  const instant autumn = sys_days{2026y / 10 / 24};
  EXPECT_EQ(times(night, autumn, autumn + 24h),
            (std::vector<interval>{{autumn + 21h, autumn + 31h}}))
      << "10 hours";
}

TEST(force_shift, those_of_a_window_begin_in_it_and_are_whole) {
  const instant june = sys_days{2026y / 6 / 1};
  EXPECT_TRUE(times(night, june + 22h, june + 44h).empty());
  EXPECT_EQ(times(night, june + 21h, june + 45h + 1ms).size(), 2U);
}

TEST(force_shift, together_they_are_disjoint) {
  const std::vector<force_shift> shifts{night, late};
  const instant june = sys_days{2026y / 6 / 1};
  // The night begins before the late shift ends.
  EXPECT_EQ(shift_times(shifts, london_2026(), {june, june + 24h}),
            (std::vector<interval>{{june + 13h, june + 23h}}));
}

}  // namespace
}  // namespace beatwatch
