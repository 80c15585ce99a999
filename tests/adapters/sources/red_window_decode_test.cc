#include "adapters/sources/red_window_decode.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

std::vector<red_window> windows_of(std::string_view text) {
  const auto decoded = decode_red_windows(text);
  EXPECT_TRUE(decoded.has_value()) << decoded.error().column << ": " << decoded.error().expected;
  return *decoded;
}

TEST(red_window_decode, reads_days_ranges_and_lists) {
  const std::vector<red_window> expected{
      {.days = 0b0110000, .start_minute = 21 * 60, .end_minute = 3 * 60},
      {.days = 0b0000101,
       .start_minute = 8 * 60,
       .end_minute = 10 * 60,
       .effect = red_effect::replaces}};
  EXPECT_EQ(windows_of("Fr-Sa 21:00-03:00; Mo,We 08:00-10:00"), expected);
}

TEST(red_window_decode, reads_several_times_of_one_rule) {
  const std::vector<red_window> expected{{.days = 1, .start_minute = 485, .end_minute = 600},
                                         {.days = 1, .start_minute = 1200, .end_minute = 1440}};
  EXPECT_EQ(windows_of("Mo 08:05-10:00,20:00-24:00"), expected);
}

TEST(red_window_decode, goes_round_the_week) {
  EXPECT_EQ(windows_of("Sa-Mo 00:00-24:00").front().days, 0b1100001);
  EXPECT_EQ(windows_of("Mo-Su 00:00-24:00").front().days, 0b1111111);
  EXPECT_EQ(windows_of("Tu-Mo 00:00-24:00").front().days, 0b1111111);
}

TEST(red_window_decode, allows_spaces_between_words) {
  EXPECT_EQ(windows_of("  Fr - Sa  ,Mo   21:00 - 03:00 ,  04:00-05:00 ;Tu 01:00-02:00  "),
            windows_of("Fr-Sa,Mo 21:00-03:00,04:00-05:00;Tu 01:00-02:00"));
}

TEST(red_window_decode, reads_every_minute_of_the_week) {
  EXPECT_EQ(windows_of("24/7"), windows_of("Mo-Su 00:00-24:00"));
  EXPECT_EQ(windows_of("24/7; PH off").size(), 2U);
}

TEST(red_window_decode, takes_times_without_a_day_for_every_day) {
  EXPECT_EQ(windows_of("21:00-03:00"), windows_of("Mo-Su 21:00-03:00"));
}

TEST(red_window_decode, reads_public_holidays_as_days) {
  EXPECT_EQ(windows_of("PH 10:00-12:00").front().days, red_window::public_holidays);
  EXPECT_EQ(windows_of("Sa,PH,Mo 10:00-12:00").front().days, 0b1010'0001);
}

TEST(red_window_decode, lets_a_semicolon_replace_and_a_comma_add) {
  const red_window friday{.days = 0x10, .start_minute = 1'260, .end_minute = 180};
  red_window second = friday;
  second.effect = red_effect::replaces;
  EXPECT_EQ(windows_of("Fr 21:00-03:00; Fr 21:00-03:00"), (std::vector{friday, second}));
  EXPECT_EQ(windows_of("Fr 21:00-03:00, Fr 21:00-03:00"), (std::vector{friday, friday}));
}

TEST(red_window_decode, replaces_with_all_times_of_a_rule) {
  const std::vector<red_window> read = windows_of("Mo 01:00-02:00; Mo 03:00-04:00,05:00-06:00");
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[1].effect, red_effect::replaces);
  EXPECT_EQ(read[2].effect, red_effect::adds);
}

TEST(red_window_decode, reads_off_for_days_and_for_times) {
  const std::vector<red_window> expected{
      {.days = 0x7f, .start_minute = 0, .end_minute = 1'440},
      {.days = red_window::public_holidays, .effect = red_effect::clears},
      {.days = 1, .start_minute = 60, .end_minute = 120, .effect = red_effect::takes_away},
      {.days = 1, .start_minute = 180, .end_minute = 240, .effect = red_effect::takes_away}};
  EXPECT_EQ(windows_of("24/7; PH off, Mo 01:00-02:00,03:00-04:00 off"), expected);
}

calendar_range dates_of(std::string_view text) {
  return windows_of(std::string{text} + " 21:00-03:00").front().dates;
}

calendar_range range(int first, int last) {
  return {.first = calendar_date{first}, .last = calendar_date{last}};
}

TEST(red_window_decode, reads_dates_and_months) {
  EXPECT_EQ(dates_of("Dec 24"), range(1224, 1224));
  EXPECT_EQ(dates_of("Dec 24-26"), range(1224, 1226));
  EXPECT_EQ(dates_of("Dec 24-Jan 02"), range(1224, 102));
  EXPECT_EQ(dates_of("Dec"), range(1201, 1231));
  EXPECT_EQ(dates_of("Nov-Feb"), range(1101, 231));
  EXPECT_EQ(dates_of("Feb 29"), range(229, 229));
  EXPECT_EQ(dates_of("2026 Dec 31"), range(20261231, 20261231));
  EXPECT_EQ(dates_of("2026 Dec 24-26"), range(20261224, 20261226));
  EXPECT_EQ(dates_of("2026 Dec 24-Jan 02"), range(20261224, 20270102));
  EXPECT_EQ(dates_of("2026 Dec 24-2028 Jan 02"), range(20261224, 20280102));
  EXPECT_EQ(dates_of("2026 Dec"), range(20261201, 20261231));
  EXPECT_EQ(dates_of("2026 Nov-Feb"), range(20261101, 20270231));
  EXPECT_EQ(dates_of("2026 Jun-Aug"), range(20260601, 20260831));
}

TEST(red_window_decode, repeats_the_times_for_each_date) {
  const std::vector<red_window> read =
      windows_of("24/7; Dec 24,2027 Jan 02-03 Fr 10:00-11:00,12:00-13:00");
  ASSERT_EQ(read.size(), 5U);
  for (const std::size_t i : {1U, 3U}) {
    EXPECT_EQ(read[i].effect, red_effect::replaces);
    EXPECT_EQ(read[i + 1].effect, red_effect::adds);
    EXPECT_EQ(read[i].days, 0x10);
    EXPECT_EQ(read[i].dates, i == 1 ? range(1224, 1224) : range(20270102, 20270103));
    EXPECT_EQ(read[i + 1].dates, read[i].dates);
  }
}

struct refusal {
  std::string_view text;
  std::size_t column;
  std::string_view expected;
};

class red_window_refusal : public testing::TestWithParam<refusal> {};

TEST_P(red_window_refusal, says_where_and_what_was_expected) {
  const auto decoded = decode_red_windows(GetParam().text);
  ASSERT_FALSE(decoded.has_value()) << GetParam().text;
  EXPECT_EQ(decoded.error().column, GetParam().column) << GetParam().text;
  EXPECT_EQ(decoded.error().expected, GetParam().expected) << GetParam().text;
}

constexpr std::string_view a_rule =
    R"(a month, a year, a day (Mo to Su or PH), a time such as 21:00, or "24/7")";
constexpr std::string_view a_day = "a day: Mo, Tu, We, Th, Fr, Sa, Su or PH";
constexpr std::string_view a_weekday = "a day: Mo, Tu, We, Th, Fr, Sa or Su";
constexpr std::string_view a_month =
    "a month: Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov or Dec";
constexpr std::string_view a_time_or_off = R"(a time such as 21:00, or "off")";
constexpr std::string_view after_days = R"("-", "," or a space and a time or "off")";
constexpr std::string_view after_dates = R"("-", "," or a space and a day, a time or "off")";
constexpr std::string_view of_dates = R"(a day (Mo to Su or PH), a time such as 21:00, or "off")";
constexpr std::string_view the_end = R"(",", ";" or the end)";

INSTANTIATE_TEST_SUITE_P(rules,
                         red_window_refusal,
                         testing::Values(refusal{"", 1, a_rule},
                                         refusal{"   ", 4, a_rule},
                                         refusal{"fr 21:00-03:00", 1, a_rule},
                                         refusal{"off", 1, a_rule},
                                         refusal{"sunset-sunrise", 1, a_rule},
                                         refusal{"week 01-10 Mo 08:00-10:00", 1, a_rule},
                                         refusal{"SH 08:00-10:00", 1, a_rule},
                                         refusal{"easter 08:00-10:00", 1, a_rule},
                                         refusal{"8:00-10:00", 1, a_rule},
                                         refusal{"24/7 off", 6, the_end},
                                         refusal{"24/75", 5, the_end},
                                         refusal{"Mo 08:00-10:00;", 16, a_rule},
                                         refusal{"Mo 08:00-10:00,", 16, a_rule},
                                         refusal{"Mo 08:00-10:00, 8:00-9:00", 17, a_rule},
                                         refusal{"Mo 08:00-10:00 x", 16, the_end},
                                         refusal{"Mo 08:00-10:00 open", 16, the_end},
                                         refusal{"Mo 08:00-10:00 || 12:00-13:00", 16, the_end},
                                         refusal{"Mo 08:00-10:00off", 15, "a space before \"off\""},
                                         refusal{"Mo 08:00-10:00 off x", 20, the_end},
                                         refusal{"Mo off 08:00-10:00", 8, the_end}));

INSTANTIATE_TEST_SUITE_P(days,
                         red_window_refusal,
                         testing::Values(refusal{"Mo- 08:00-10:00", 5, a_weekday},
                                         refusal{"Mo-PH 08:00-10:00", 4, a_weekday},
                                         refusal{"PH-Mo 08:00-10:00", 3, after_days},
                                         refusal{"Mo,", 4, a_day},
                                         refusal{"Mo,Dec 24 08:00-10:00", 4, a_day},
                                         refusal{"Mo", 3, after_days},
                                         refusal{"Mon 08:00-10:00", 3, after_days},
                                         refusal{"Mo[1] 08:00-10:00", 3, after_days},
                                         refusal{"Mo08:00-10:00", 3, after_days},
                                         refusal{"Mo ", 4, a_time_or_off},
                                         refusal{"Mo PH 08:00-10:00", 4, a_time_or_off},
                                         refusal{"Mo closed", 4, a_time_or_off}));

INSTANTIATE_TEST_SUITE_P(
    times,
    red_window_refusal,
    testing::Values(refusal{"Mo 8:00-10:00", 4, a_time_or_off},
                    refusal{"Mo 24:00-10:00", 4, "an hour: 00 to 23"},
                    refusal{"Mo 0800-10:00", 4, a_time_or_off},
                    refusal{"Mo 08", 4, a_time_or_off},
                    refusal{"Mo 08:60-10:00", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:0", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:00", 9, "\"-\" and the time of the end"},
                    refusal{"Mo 08:00+", 9, "\"-\" and the time of the end"},
                    refusal{"Mo 08:00\u201310:00", 9, "\"-\" and the time of the end"},
                    refusal{"Mo 08:00-", 10, "an hour: 00 to 24"},
                    refusal{"Mo 08:00-26:00", 10, "an hour: 00 to 24"},
                    refusal{"Mo 08:00-1000", 12, "\":\""},
                    refusal{"Mo 08:00-24:01", 13, "00, as the day ends at 24:00"},
                    refusal{"Mo 08:00-10:00+", 15, the_end},
                    refusal{"Mo 08:00-10:00/30", 15, the_end}));

INSTANTIATE_TEST_SUITE_P(
    dates,
    red_window_refusal,
    testing::Values(
        refusal{"Dec", 4, after_dates},
        refusal{"Dec24 08:00-10:00", 4, after_dates},
        refusal{"Dec 5 08:00-10:00", 5, "a day of the month: 01 to 31"},
        refusal{"Dec 00 08:00-10:00", 5, "a day of the month: 01 to 31"},
        refusal{"Nov 31 08:00-10:00", 5, "a day of the month: 01 to 30"},
        refusal{"Feb 30 08:00-10:00", 5, "a day of the month: 01 to 29"},
        refusal{"2027 Feb 29 08:00-10:00", 10, "a day of the month: 01 to 28"},
        refusal{"Dec 24-23 08:00-10:00", 8, "a day of the month: 24 to 31"},
        refusal{"Dec 24 ", 8, of_dates},
        refusal{"Dec 24-", 8, a_month},
        refusal{"Dec 24,25 08:00-10:00", 8, a_month},
        refusal{"Dec 24: 08:00-10:00", 7, after_dates},
        refusal{"Dec 24+ 08:00-10:00", 7, after_dates},
        refusal{"Dec 24-Jan 08:00-10:00", 8, "a month with a day, as the first has one"},
        refusal{"Dec-Jan 02 08:00-10:00", 5, "a month without a day, as the first has none"},
        refusal{"Dec 24-2027 Jan 02 08:00-10:00", 8, "a month, as the first date has no year"},
        refusal{"2026 Dec-2027 Jan 08:00-10:00", 10, "a month without a year"},
        refusal{"2026 Dec 24-2026 Dec 23 08:00-10:00", 13, "a date not before the first"},
        refusal{"2026 08:00-10:00", 6, a_month},
        refusal{"2026", 5, "a space and a month"},
        refusal{"1969 Dec 24 08:00-10:00", 1, "a year: 1970 to 2100"},
        refusal{"2101 Dec 24 08:00-10:00", 1, "a year: 1970 to 2100"}));

TEST(red_window_decode, refuses_a_text_that_is_too_long) {
  const std::string text = "Mo 08:00-10:00" + std::string(1'000, ' ');
  ASSERT_FALSE(decode_red_windows(text).has_value());
  EXPECT_EQ(decode_red_windows(text).error().column, 1'001);
}

}  // namespace
}  // namespace beatwatch
