#include "replay/explain_red_times.h"

#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using testing::HasSubstr;

std::string explain(const explain_red_times_options& options) {
  std::ostringstream out;
  EXPECT_EQ(explain_red_times(options, out), 0);
  return out.str();
}

/// Without the head of the table.
std::string in_london(const std::string& rule,
                      const std::string& from,
                      std::size_t count,
                      const std::filesystem::path& holidays = {}) {
  const std::string text = explain({.rule = rule,
                                    .time_zone = "Europe/London",
                                    .from = from,
                                    .count = count,
                                    .holidays = holidays});
  return text.starts_with("local from") ? text.substr(text.find('\n')) : '\n' + text;
}

class explain_with_holidays : public testing::Test {
 protected:
  explain_with_holidays() {
    std::ofstream{file_} << "date,name\n2026-12-25,Christmas Day\n2026-12-28,Boxing Day\n";
  }
  temporary_folder folder_;
  std::filesystem::path file_ = folder_.path() / "holidays.csv";
};

TEST(explain_red_times, makes_a_night_an_hour_shorter_when_clocks_go_forward) {
  EXPECT_EQ(in_london("Fr-Sa 21:00-03:00", "2026-03-27T12:00:00Z", 3), R"(
Fr 2026-03-27 21:00 +00:00   Sa 2026-03-28 03:00 +00:00   2026-03-27T21:00:00Z   2026-03-28T03:00:00Z   6 h 00 min
Sa 2026-03-28 21:00 +00:00   Su 2026-03-29 03:00 +01:00   2026-03-28T21:00:00Z   2026-03-29T02:00:00Z   5 h 00 min, clocks go forward
Fr 2026-04-03 21:00 +01:00   Sa 2026-04-04 03:00 +01:00   2026-04-03T20:00:00Z   2026-04-04T02:00:00Z   6 h 00 min
)");
}

TEST(explain_red_times, makes_a_night_an_hour_longer_when_clocks_go_back) {
  EXPECT_EQ(in_london("Fr-Sa 21:00-03:00", "2026-10-24T12:00:00Z", 2), R"(
Sa 2026-10-24 21:00 +01:00   Su 2026-10-25 03:00 +00:00   2026-10-24T20:00:00Z   2026-10-25T03:00:00Z   7 h 00 min, clocks go back
Fr 2026-10-30 21:00 +00:00   Sa 2026-10-31 03:00 +00:00   2026-10-30T21:00:00Z   2026-10-31T03:00:00Z   6 h 00 min
)");
}

TEST(explain_red_times, moves_a_start_in_the_gap_to_its_end_and_drops_what_lies_within) {
  EXPECT_EQ(in_london("Su 01:30-03:00", "2026-03-28T12:00:00Z", 2), R"(
Su 2026-03-29 02:00 +01:00   Su 2026-03-29 03:00 +01:00   2026-03-29T01:00:00Z   2026-03-29T02:00:00Z   1 h 00 min
Su 2026-04-05 01:30 +01:00   Su 2026-04-05 03:00 +01:00   2026-04-05T00:30:00Z   2026-04-05T02:00:00Z   1 h 30 min
)");
  EXPECT_EQ(in_london("Su 00:30-01:30", "2026-03-28T12:00:00Z", 1), R"(
Su 2026-03-29 00:30 +00:00   Su 2026-03-29 01:00 +00:00   2026-03-29T00:30:00Z   2026-03-29T01:00:00Z   0 h 30 min
)");
  EXPECT_EQ(in_london("Su 01:05-01:55", "2026-03-28T12:00:00Z", 1), R"(
Su 2026-04-05 01:05 +01:00   Su 2026-04-05 01:55 +01:00   2026-04-05T00:05:00Z   2026-04-05T00:55:00Z   0 h 50 min
)");
}

TEST(explain_red_times, runs_from_the_first_to_the_last_of_the_hour_that_comes_twice) {
  EXPECT_EQ(in_london("Su 01:30-03:00", "2026-10-24T12:00:00Z", 1), R"(
Su 2026-10-25 01:30 +01:00   Su 2026-10-25 03:00 +00:00   2026-10-25T00:30:00Z   2026-10-25T03:00:00Z   2 h 30 min, clocks go back
)");
  EXPECT_EQ(in_london("Su 01:10-01:20", "2026-10-24T12:00:00Z", 1), R"(
Su 2026-10-25 01:10 +01:00   Su 2026-10-25 01:20 +00:00   2026-10-25T00:10:00Z   2026-10-25T01:20:00Z   1 h 10 min, clocks go back
)");
}

TEST(explain_red_times, goes_over_the_ends_of_months_and_years) {
  EXPECT_EQ(in_london("Nov 30,Dec 31-Jan 01 22:00-02:00", "2026-11-01T00:00:00Z", 4), R"(
Mo 2026-11-30 22:00 +00:00   Tu 2026-12-01 02:00 +00:00   2026-11-30T22:00:00Z   2026-12-01T02:00:00Z   4 h 00 min
Th 2026-12-31 22:00 +00:00   Fr 2027-01-01 02:00 +00:00   2026-12-31T22:00:00Z   2027-01-01T02:00:00Z   4 h 00 min
Fr 2027-01-01 22:00 +00:00   Sa 2027-01-02 02:00 +00:00   2027-01-01T22:00:00Z   2027-01-02T02:00:00Z   4 h 00 min
Tu 2027-11-30 22:00 +00:00   We 2027-12-01 02:00 +00:00   2027-11-30T22:00:00Z   2027-12-01T02:00:00Z   4 h 00 min
)");
}

TEST(explain_red_times, knows_leap_days) {
  EXPECT_EQ(in_london("Feb 28-29 22:00-02:00", "2027-01-01T00:00:00Z", 3), R"(
Su 2027-02-28 22:00 +00:00   Mo 2027-03-01 02:00 +00:00   2027-02-28T22:00:00Z   2027-03-01T02:00:00Z   4 h 00 min
Mo 2028-02-28 22:00 +00:00   Tu 2028-02-29 02:00 +00:00   2028-02-28T22:00:00Z   2028-02-29T02:00:00Z   4 h 00 min
Tu 2028-02-29 22:00 +00:00   We 2028-03-01 02:00 +00:00   2028-02-29T22:00:00Z   2028-03-01T02:00:00Z   4 h 00 min
)");
}

TEST_F(explain_with_holidays, replaces_those_of_a_holiday_after_a_semicolon) {
  EXPECT_EQ(in_london("Fr-Mo 21:00-03:00; PH 12:00-20:00", "2026-12-25T00:00:00Z", 4, file_), R"(
Fr 2026-12-25 12:00 +00:00   Fr 2026-12-25 20:00 +00:00   2026-12-25T12:00:00Z   2026-12-25T20:00:00Z   8 h 00 min
Sa 2026-12-26 21:00 +00:00   Su 2026-12-27 03:00 +00:00   2026-12-26T21:00:00Z   2026-12-27T03:00:00Z   6 h 00 min
Su 2026-12-27 21:00 +00:00   Mo 2026-12-28 03:00 +00:00   2026-12-27T21:00:00Z   2026-12-28T03:00:00Z   6 h 00 min
Mo 2026-12-28 12:00 +00:00   Mo 2026-12-28 20:00 +00:00   2026-12-28T12:00:00Z   2026-12-28T20:00:00Z   8 h 00 min
)");
}

TEST_F(explain_with_holidays, adds_those_of_a_holiday_after_a_comma) {
  EXPECT_EQ(in_london("Fr 21:00-03:00, PH 12:00-20:00", "2026-12-25T00:00:00Z", 4, file_), R"(
Fr 2026-12-25 12:00 +00:00   Fr 2026-12-25 20:00 +00:00   2026-12-25T12:00:00Z   2026-12-25T20:00:00Z   8 h 00 min
Fr 2026-12-25 21:00 +00:00   Sa 2026-12-26 03:00 +00:00   2026-12-25T21:00:00Z   2026-12-26T03:00:00Z   6 h 00 min
Mo 2026-12-28 12:00 +00:00   Mo 2026-12-28 20:00 +00:00   2026-12-28T12:00:00Z   2026-12-28T20:00:00Z   8 h 00 min
Fr 2027-01-01 21:00 +00:00   Sa 2027-01-02 03:00 +00:00   2027-01-01T21:00:00Z   2027-01-02T03:00:00Z   6 h 00 min
the list of public holidays ends with 2026-12-28
)");
}

TEST_F(explain_with_holidays, leaves_a_holiday_out_that_is_off) {
  EXPECT_EQ(in_london("24/7; PH off", "2026-12-24T12:00:00Z", 2, file_), R"(
Th 2026-12-24 00:00 +00:00   Fr 2026-12-25 00:00 +00:00   2026-12-24T00:00:00Z   2026-12-25T00:00:00Z   24 h 00 min, under way
Sa 2026-12-26 00:00 +00:00   Su 2026-12-27 00:00 +00:00   2026-12-26T00:00:00Z   2026-12-27T00:00:00Z   24 h 00 min
)");
}

TEST(explain_red_times, says_when_nothing_more_is_red_and_when_no_holiday_is_listed) {
  EXPECT_EQ(in_london("2026 Dec 31 20:00-04:00", "2026-11-20T00:00:00Z", 5), R"(
Th 2026-12-31 20:00 +00:00   Fr 2027-01-01 04:00 +00:00   2026-12-31T20:00:00Z   2027-01-01T04:00:00Z   8 h 00 min
nothing more is red until the end of 2100
)");
  EXPECT_EQ(in_london("PH 10:00-12:00", "2026-11-20T00:00:00Z", 1), R"(
no public holidays are listed, so PH is no day: give --holidays
nothing is red until the end of 2100
)");
}

TEST(explain_red_times, gives_the_same_to_machines) {
  const auto report = nlohmann::json::parse(explain({.rule = "Sa 21:00-03:00; PH off",
                                                     .time_zone = "America/Los_Angeles",
                                                     .from = "2026-11-01T06:00:00Z",
                                                     .count = 1,
                                                     .holidays = {},
                                                     .json = true}));
  EXPECT_EQ(report.at("rule"), "Sa 21:00-03:00; PH off");
  EXPECT_EQ(report.at("from"), "2026-11-01T06:00:00Z");
  ASSERT_EQ(report.at("windows").size(), 1U);
  EXPECT_EQ(report.at("windows").at(0), nlohmann::json::parse(R"({
      "day": "2026-10-31", "under_way": true, "minutes": 420,
      "local_from": "2026-10-31T21:00:00-07:00", "local_to": "2026-11-01T03:00:00-08:00",
      "from": "2026-11-01T04:00:00Z", "to": "2026-11-01T11:00:00Z"})"));
  EXPECT_EQ(report.at("remarks").size(), 1U);
}

std::string error_of(const explain_red_times_options& options) {
  std::ostringstream out;
  try {
    explain_red_times(options, out);
  } catch (const std::runtime_error& error) {
    EXPECT_EQ(out.str(), "");
    return error.what();
  }
  return "";
}

TEST(explain_red_times, points_at_what_does_not_fit) {
  EXPECT_EQ(error_of({.rule = "Fr-Sa 21:00-26:00; PH off", .time_zone = "UTC"}),
            "column 13: expected an hour: 00 to 24\n"
            "  Fr-Sa 21:00-26:00; PH off\n"
            "              ^");
}

TEST(explain_red_times, points_into_a_long_rule_and_shows_no_control_characters) {
  std::string rule;
  for (int i = 0; i < 20; ++i) {
    rule += "Mo 10:00-11:00, ";
  }
  const std::string error = error_of({.rule = rule + "\x1b[2J", .time_zone = "UTC"});
  EXPECT_THAT(error, HasSubstr("column 321: "));
  EXPECT_THAT(error, HasSubstr(", ?[2J\n  " + std::string(60, ' ') + '^'));
}

TEST(explain_red_times, names_the_option_that_cannot_be_read) {
  EXPECT_THAT(error_of({.rule = "24/7", .time_zone = "Europe/Leicester"}),
              HasSubstr("time zone \"Europe/Leicester\" is not in the time-zone database"));
  EXPECT_THAT(error_of({.rule = "24/7", .time_zone = "UTC", .from = "tomorrow"}),
              HasSubstr("--from: expected a time before 2101"));
  EXPECT_THAT(error_of({.rule = "24/7", .time_zone = "UTC", .from = "2101-01-01T00:00:00Z"}),
              HasSubstr("--from: expected a time before 2101"));
  EXPECT_THAT(error_of({.rule = "24/7", .time_zone = "UTC", .holidays = "absent.csv"}),
              HasSubstr("absent.csv: cannot be read"));
}

}  // namespace
}  // namespace beatwatch
