#include "adapters/feeds/plan_windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/london_2026.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

std::vector<interval> windows(const std::string& rule, instant from, instant to) {
  parameters settings;
  settings.clock = london_2026();
  const plan_changed plan{
      .zone = "MB7", .rule = rule, .valid = {sys_days{2026y / 1 / 1}, sys_days{2027y / 1 / 1}}};
  const auto found = plan_windows(plan, settings, {from, to});
  EXPECT_TRUE(found.has_value());
  return found ? *found : std::vector<interval>{};
}

TEST(plan_windows, go_over_midnight_and_stay_whole) {
  const instant friday = sys_days{2026y / 6 / 5};
  EXPECT_EQ(windows("Fr-Sa 21:00-03:00", friday + 7h, friday + 31h),
            (std::vector<interval>{{friday + 20h, friday + 26h}}));
  EXPECT_TRUE(windows("Fr-Sa 21:00-03:00", friday + 21h, friday + 31h).empty())
      << "it began before";
}

TEST(plan_windows, are_right_across_both_clock_changes) {
  const instant spring = sys_days{2026y / 3 / 28};
  EXPECT_EQ(windows("Sa 22:00-06:00", spring, spring + 48h),
            (std::vector<interval>{{spring + 22h, spring + 29h}}));
  const instant autumn = sys_days{2026y / 10 / 24};
  EXPECT_EQ(windows("Sa 22:00-06:00", autumn, autumn + 48h),
            (std::vector<interval>{{autumn + 21h, autumn + 30h}}));
  EXPECT_EQ(windows("", spring, spring + 48h),
            (std::vector<interval>{{spring + 7h, spring + 30h}, {spring + 30h, spring + 54h}}))
      << "policing days, of which one has 23 hours";
  EXPECT_EQ(windows("24/7", autumn, autumn + 48h),
            (std::vector<interval>{{autumn + 6h, autumn + 31h}, {autumn + 31h, autumn + 55h}}))
      << "a window without an end is cut by policing days";
}

TEST(plan_windows, begin_while_the_plan_is_valid) {
  parameters settings;
  const instant june = sys_days{2026y / 6 / 1};
  const plan_changed plan{
      .zone = "MB7", .rule = "20:00-21:00", .valid = {june + 20h + 1ms, june + 68h + 1ms}};
  const auto found = plan_windows(plan, settings, {june, june + 240h});
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, (std::vector<interval>{{june + 44h, june + 45h}, {june + 68h, june + 69h}}));
}

TEST(plan_windows, a_rule_that_cannot_be_read_is_refused_with_its_place) {
  const instant june = sys_days{2026y / 6 / 1};
  const plan_changed plan{.zone = "MB7", .rule = "Fr 21:00", .valid = {june, june + 24h}};
  const auto found = plan_windows(plan, parameters{}, {june, june + 24h});
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error(), testing::HasSubstr("rule \"Fr 21:00\": column "));
}

}  // namespace
}  // namespace beatwatch
