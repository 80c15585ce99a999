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
      {.days = 0b0000101, .start_minute = 8 * 60, .end_minute = 10 * 60}};
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

constexpr std::string_view a_day = "a day: Mo, Tu, We, Th, Fr, Sa or Su";

INSTANTIATE_TEST_SUITE_P(
    texts,
    red_window_refusal,
    testing::Values(refusal{"", 1, a_day},
                    refusal{"   ", 4, a_day},
                    refusal{"24/7", 1, a_day},
                    refusal{"fr 21:00-03:00", 1, a_day},
                    refusal{"PH 21:00-03:00", 1, a_day},
                    refusal{"Mo 08:00-10:00;", 16, a_day},
                    refusal{"Mo- 08:00-10:00", 5, a_day},
                    refusal{"Mo,", 4, a_day},
                    refusal{"Mo", 3, "\"-\", \",\" or a space and a time"},
                    refusal{"Mo08:00-10:00", 3, "\"-\", \",\" or a space and a time"},
                    refusal{"Mo ", 4, "an hour: 00 to 23"},
                    refusal{"Mo off", 4, "an hour: 00 to 23"},
                    refusal{"Mo 8:00-10:00", 4, "an hour: 00 to 23"},
                    refusal{"Mo 24:00-10:00", 4, "an hour: 00 to 23"},
                    refusal{"Mo 0800-10:00", 6, "\":\""},
                    refusal{"Mo 08", 6, "\":\""},
                    refusal{"Mo 08:60-10:00", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:0", 7, "a minute: 00 to 59"},
                    refusal{"Mo 08:00", 9, "\"-\" and the time of the end"},
                    refusal{"Mo 08:00+", 9, "\"-\" and the time of the end"},
                    refusal{"Mo 08:00-26:00", 10, "an hour: 00 to 24"},
                    refusal{"Mo 08:00-24:01", 13, "00, as the day ends at 24:00"},
                    refusal{"Mo 08:00-10:00 x", 16, "\",\", \";\" or the end"},
                    refusal{"Mo 08:00-10:00 open", 16, "\",\", \";\" or the end"},
                    refusal{"Mo-Fr 08:00-10:00; We 12:00-13:00", 20, "days that have no rule yet"},
                    refusal{"Mo,Fr-Mo 08:00-10:00", 4, "days that have no rule yet"}));

TEST(red_window_decode, refuses_a_text_that_is_too_long) {
  const std::string text = "Mo 08:00-10:00" + std::string(1'000, ' ');
  ASSERT_FALSE(decode_red_windows(text).has_value());
  EXPECT_EQ(decode_red_windows(text).error().column, 1'001);
}

}  // namespace
}  // namespace beatwatch
