#include "engine/figures/gaps.h"

#include <gtest/gtest.h>

#include "tests/support/place_evidence.h"

namespace beatwatch {
namespace {

using std::chrono::minutes;

TEST(gaps, those_that_the_window_cuts_off_count_as_at_least_so_long) {
  const place_evidence evidence{.window = minutes_between(0, 480),
                                .told = minutes_between(0, 480),
                                .visits = {sure_visit(60, 70),
                                           sure_visit(100, 110),
                                           sure_visit(105, 120, "CAR-2"),
                                           sure_visit(140, 150)}};
  const gap_figures gaps = gaps_of(evidence);
  // 60 cut off, 30, 20, 330 cut off.
  EXPECT_EQ(gaps.ended, 2U);
  EXPECT_EQ(gaps.cut_off, 2U);
  EXPECT_EQ(gaps.longest, minutes{330});
  EXPECT_TRUE(gaps.longest_cut_off);
  // S = 3/4 after 20 minutes, 1/2 after 30.
  EXPECT_EQ(gaps.median, minutes{30});
  EXPECT_FALSE(gaps.p90);
  EXPECT_EQ(gaps.age, minutes{330});
}

TEST(gaps, a_visit_that_goes_on_leaves_no_gap_and_no_age) {
  const place_evidence evidence{.window = minutes_between(0, 60),
                                .told = minutes_between(-60, 60),
                                .visits = {sure_visit(-10, 20), sure_visit(50, 70)}};
  const gap_figures gaps = gaps_of(evidence);
  EXPECT_EQ(gaps.ended, 1U);
  EXPECT_EQ(gaps.cut_off, 0U);
  EXPECT_EQ(gaps.longest, minutes{30});
  EXPECT_FALSE(gaps.longest_cut_off);
  EXPECT_EQ(gaps.age, minutes{0});
}

TEST(gaps, without_a_visit_the_whole_window_is_one_that_did_not_end) {
  const place_evidence evidence{.window = minutes_between(0, 60), .told = minutes_between(0, 60)};
  const gap_figures gaps = gaps_of(evidence);
  EXPECT_EQ(gaps.cut_off, 1U);
  EXPECT_EQ(gaps.longest, minutes{60});
  EXPECT_FALSE(gaps.median);
  EXPECT_FALSE(gaps.age);
}

}  // namespace
}  // namespace beatwatch
