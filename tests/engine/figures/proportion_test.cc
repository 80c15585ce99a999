#include "engine/figures/proportion.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

constexpr double last_digit = 0.0005;

void expect_interval(double hits, double trials, double low, double high) {
  const confidence_interval found = wilson_interval(hits, trials);
  EXPECT_NEAR(found.low, low, last_digit) << hits << " of " << trials;
  EXPECT_NEAR(found.high, high, last_digit) << hits << " of " << trials;
}

TEST(proportion, wilson_intervals_agree_with_published_ones) {
  expect_interval(2, 20, 0.028, 0.301);
  expect_interval(0, 20, 0, 0.161);
  expect_interval(68, 100, 0.583, 0.763);
  expect_interval(19, 20, 0.764, 0.991);
}

TEST(proportion, without_trials_nothing_is_known) { expect_interval(0, 0, 0, 1); }

TEST(proportion, all_of_them_leave_no_room_above) {
  EXPECT_EQ(wilson_interval(20, 20).high, 1);
  EXPECT_EQ(wilson_interval(0, 20).low, 0);
}

}  // namespace
}  // namespace beatwatch
