#include "adapters/feeds/residents_sentence.h"

#include <gtest/gtest.h>

#include "tests/support/told_presence.h"

namespace beatwatch {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

TEST(residents_sentence, says_what_is_proved_and_what_is_estimated) {
  v1::PresenceAnswer one = told_presence(5 * hour + 20 * minute, 6 * hour + 29 * minute, 2 * hour);
  count_visits(one, 26, 31);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least 26 times, at least 5 hours; best estimate 31 and 6 1/2. For 2 "
            "hours our radios were out of touch; not counted.");
}

TEST(residents_sentence, never_rounds_up_what_is_at_least_true_nor_down_what_is_unknown) {
  v1::PresenceAnswer one = told_presence(2 * hour - 1, 2 * hour, 90 * minute + 1);
  count_visits(one, 1, 2);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least once, at least 1 1/2 hours; best estimate 2 and 2. For 2 hours "
            "our radios were out of touch; not counted.");
}

TEST(residents_sentence, speaks_of_minutes_below_an_hour_and_a_half) {
  v1::PresenceAnswer one = told_presence(minute + 59'999, 12 * minute, 0);
  count_visits(one, 2, 3);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least twice, at least 1 minute; best estimate 3 and 12.");
}

TEST(residents_sentence, does_not_claim_what_cannot_be_proved) {
  v1::PresenceAnswer one = told_presence(0, 4 * minute, 0);
  count_visits(one, 0, 1);
  EXPECT_EQ(residents_sentence(one), "We cannot prove a visit; best estimate once and 4 minutes.");
  EXPECT_EQ(residents_sentence(told_presence(0, 0, 0)),
            "As far as our radios tell, we were not here.");
}

TEST(residents_sentence, leaves_out_visits_that_were_not_counted) {
  EXPECT_EQ(residents_sentence(told_presence(2 * hour, 3 * hour, 0)),
            "We were here at least 2 hours; best estimate 3.");
}

}  // namespace
}  // namespace beatwatch
