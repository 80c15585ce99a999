#include "replay/presence_report.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace beatwatch {
namespace {

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;

v1::PresenceAnswer answer(std::int64_t at_least_ms,
                          std::int64_t about_ms,
                          std::int64_t unknown_ms) {
  v1::PresenceAnswer made;
  made.set_zone("HighStreet");
  made.set_from_ms(1'780'642'800'000);  // 2026-06-05T07:00:00Z
  made.set_to_ms(1'780'690'445'000);    // 2026-06-05T20:14:05Z
  made.mutable_presence()->set_at_least_ms(at_least_ms);
  made.mutable_presence()->set_about_ms(about_ms);
  made.mutable_presence()->set_at_most_ms(2 * about_ms);
  made.mutable_presence()->set_unknown_ms(unknown_ms);
  return made;
}

void count(v1::PresenceAnswer& made, std::uint32_t at_least, std::uint32_t about) {
  made.mutable_visits()->set_at_least(at_least);
  made.mutable_visits()->set_about(about);
  made.mutable_visits()->set_at_most(2 * about);
}

TEST(residents_sentence, says_what_is_proved_and_what_is_estimated) {
  v1::PresenceAnswer one = answer(5 * hour + 20 * minute, 6 * hour + 29 * minute, 2 * hour);
  count(one, 26, 31);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least 26 times, at least 5 hours; best estimate 31 and 6 1/2. For 2 "
            "hours our radios were out of touch; not counted.");
}

TEST(residents_sentence, never_rounds_up_what_is_at_least_true_nor_down_what_is_unknown) {
  v1::PresenceAnswer one = answer(2 * hour - 1, 2 * hour, 90 * minute + 1);
  count(one, 1, 2);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least once, at least 1 1/2 hours; best estimate 2 and 2. For 2 hours "
            "our radios were out of touch; not counted.");
}

TEST(residents_sentence, speaks_of_minutes_below_an_hour_and_a_half) {
  v1::PresenceAnswer one = answer(minute + 59'999, 12 * minute, 0);
  count(one, 2, 3);
  EXPECT_EQ(residents_sentence(one),
            "We were here at least twice, at least 1 minute; best estimate 3 and 12.");
}

TEST(residents_sentence, does_not_claim_what_cannot_be_proved) {
  v1::PresenceAnswer one = answer(0, 4 * minute, 0);
  count(one, 0, 1);
  EXPECT_EQ(residents_sentence(one), "We cannot prove a visit; best estimate once and 4 minutes.");
  EXPECT_EQ(residents_sentence(answer(0, 0, 0)), "As far as our radios tell, we were not here.");
}

TEST(residents_sentence, leaves_out_visits_that_were_not_counted) {
  EXPECT_EQ(residents_sentence(answer(2 * hour, 3 * hour, 0)),
            "We were here at least 2 hours; best estimate 3.");
}

TEST(presence_csv, has_a_column_for_each_field_and_exact_minutes) {
  v1::PresenceAnswer one = answer(90'000, 100'000, 1);
  count(one, 1, 2);
  one.mutable_run()->set_parameters_hash("p");
  one.mutable_run()->set_zone_set_hash("z");
  one.mutable_run()->set_build("b");
  const std::string header = presence_csv_header();
  const std::string row = presence_csv_row(one);
  EXPECT_EQ(row,
            "HighStreet,2026-06-05 07:00:00,2026-06-05 20:14:05,1,2,4,1.500,1.667,3.333,0.000,"
            "0.000,0.000,0.000,0.000,,,,,,p,z,,,b\r\n")
      << "officers and declared hours were not told";
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), std::count(row.begin(), row.end(), ','));
  EXPECT_EQ(header.substr(0, 7), "\xEF\xBB\xBFzone");
}

TEST(presence_csv, keeps_a_spreadsheet_from_taking_a_name_for_a_formula) {
  v1::PresenceAnswer one = answer(0, 0, 0);
  one.set_zone("-A1");
  EXPECT_EQ(presence_csv_row(one).substr(0, 5), "'-A1,");
}

}  // namespace
}  // namespace beatwatch
