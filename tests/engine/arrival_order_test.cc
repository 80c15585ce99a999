// What the order of arrival must not change.
#include <gtest/gtest.h>

#include "engine/engine.h"
#include "tests/support/presence_text.h"
#include "tests/support/random_shift.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

void expect_equal(const random_shift& shift, const engine& a, const engine& b) {
  for (const std::string& zone : shift.zone_names()) {
    for (const interval day : {shift.first_day, shift.second_day}) {
      EXPECT_EQ(presence_text(a, zone, day), presence_text(b, zone, day));
    }
  }
  for (const std::string& gate : shift.gate_names()) {
    const interval both_days{shift.first_day.from, shift.second_day.to};
    EXPECT_EQ(passes_text(a, gate, both_days), passes_text(b, gate, both_days));
  }
  EXPECT_EQ(a.settled_bytes(), b.settled_bytes());
}

class arrival_order : public testing::TestWithParam<std::uint64_t> {
 protected:
  // Long before anything is settled, and long after everything is.
  static void expect_no_difference(const lateness& late) {
    const random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
    std::mt19937_64 random{GetParam()};
    const auto in_order = events_in_order(shift);
    const auto shuffled = events_shuffled(shift, random, late);
    const instant arrived = shuffled.back().received_at + std::chrono::minutes{2};
    for (const instant until : {arrived, shift.settled_at()}) {
      engine a = shift.make_engine();
      play(a, in_order, until);
      engine b = shift.make_engine();
      play(b, shuffled, until);
      expect_equal(shift, a, b);
      if (HasFailure()) {
        return;
      }
    }
  }
};

constexpr duration the_horizon = std::chrono::minutes{40};

TEST_P(arrival_order, of_pings_does_not_matter) { expect_no_difference({.pings = the_horizon}); }

TEST_P(arrival_order, of_roster_rows_zone_sets_and_statuses_does_not_matter) {
  expect_no_difference({.facts = the_horizon});
}

TEST_P(arrival_order, of_everything_together_does_not_matter) {
  expect_no_difference({.pings = the_horizon, .facts = the_horizon});
}

INSTANTIATE_TEST_SUITE_P(seeds,
                         arrival_order,
                         testing::Range<std::uint64_t>(1, 1 + seed_count(12)));

}  // namespace
}  // namespace beatwatch
