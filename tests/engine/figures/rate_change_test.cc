#include "engine/figures/rate_change.h"

#include <gtest/gtest.h>

#include <limits>

namespace beatwatch {
namespace {

compared_side visits(double count, double dispersion = 1) {
  return {.visits = {count, count, count}, .zone_hours = 1000, .dispersion = dispersion};
}

// Within a hundredth of the limits by logarithms and a normal distribution.
void expect_limits(const rate_change& change, double low, double high) {
  constexpr double close = 0.015;
  EXPECT_NEAR(change.limits.low, low, close * low);
  EXPECT_NEAR(change.limits.high, high, close * high);
}

TEST(rate_change, says_what_plus_266_percent_means) {
  expect_limits(compare_rates(visits(100), visits(366)), 2.93, 4.57);
  expect_limits(compare_rates(visits(100, 3), visits(366)), 2.50, 5.37);
  expect_limits(compare_rates(visits(30), visits(110)), 2.45, 5.49);
  expect_limits(compare_rates(visits(500, 3), visits(1830)), 3.08, 4.34);
  EXPECT_EQ(compare_rates(visits(100), visits(366)).verdict, change_verdict::more);
  EXPECT_NEAR(*compare_rates(visits(100), visits(366)).ratio, 3.66, 1e-12);
}

TEST(rate_change, cannot_tell_what_chance_alone_could_have_made) {
  EXPECT_EQ(compare_rates(visits(20), visits(26)).verdict, change_verdict::cannot_tell);
  EXPECT_EQ(compare_rates(visits(60), visits(20)).verdict, change_verdict::less);
  EXPECT_EQ(compare_rates(visits(0), visits(0)).verdict, change_verdict::cannot_tell);
}

TEST(rate_change, counts_the_exposure_of_both_sides) {
  compared_side longer = visits(200);
  longer.zone_hours = 2000;
  const rate_change change = compare_rates(visits(100), longer);
  EXPECT_NEAR(*change.ratio, 1, 1e-12);
  EXPECT_EQ(change.verdict, change_verdict::cannot_tell);
}

TEST(rate_change, from_nothing_has_no_ratio_and_no_upper_limit) {
  const rate_change change = compare_rates(visits(0), visits(30));
  EXPECT_FALSE(change.ratio);
  EXPECT_GT(change.limits.low, 1);
  EXPECT_EQ(change.limits.high, std::numeric_limits<double>::infinity());
  EXPECT_EQ(change.verdict, change_verdict::more);
}

// The same patrol, reported more often: more of it is seen, and nothing can be said.
TEST(rate_change, does_not_take_a_faster_refresh_for_more_visits) {
  compared_side slow{.visits = {40, 90, 180}, .zone_hours = 1000, .refresh_s = 300.0};
  compared_side fast{.visits = {150, 170, 190}, .zone_hours = 1000, .refresh_s = 5.0};
  const rate_change change = compare_rates(slow, fast);
  EXPECT_EQ(change.unlike, unlike_sides::refresh);
  EXPECT_EQ(change.verdict, change_verdict::cannot_tell);
  slow.refresh_s = 5.0;
  EXPECT_EQ(compare_rates(slow, fast).verdict, change_verdict::more) << "seen alike";
}

TEST(rate_change, does_not_take_more_devices_or_less_silence_for_more_visits) {
  compared_side before{.visits = {40, 90, 180}, .zone_hours = 1000, .device_hours = 5000};
  compared_side now{.visits = {150, 170, 190}, .zone_hours = 1000, .device_hours = 10'000};
  EXPECT_EQ(compare_rates(before, now).unlike, unlike_sides::devices);
  EXPECT_EQ(compare_rates(before, now).verdict, change_verdict::cannot_tell);
  now.device_hours = 5500;
  before.unknown_share = 0.3;
  EXPECT_EQ(compare_rates(before, now).unlike, unlike_sides::unknown);
  EXPECT_EQ(compare_rates(before, now).verdict, change_verdict::cannot_tell);
}

TEST(rate_change, dispersion_is_that_of_pearson) {
  EXPECT_NEAR(dispersion_of({2, 4, 6, 0}), 20.0 / 3 / 3, 1e-12);
  EXPECT_EQ(dispersion_of({3, 3, 3}), 1) << "never below 1";
  EXPECT_EQ(dispersion_of({0, 0}), 1);
  EXPECT_EQ(dispersion_of({7}), 1);
}

}  // namespace
}  // namespace beatwatch
