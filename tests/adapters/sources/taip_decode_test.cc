#include "adapters/sources/taip_decode.h"

#include <gtest/gtest.h>

#include <string>

namespace beatwatch {
namespace {

const std::string body = ">RPV15714+3739438-1220384601512612;ID=1234";

std::string error_of(const std::string& text) {
  const auto report = decode_taip(text);
  return report ? "" : std::string{to_string(report.error())};
}

TEST(taip_decode, takes_both_ways_to_form_a_checksum_and_no_other) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (unsigned sum = 0; sum < 256; ++sum) {
    const auto report = decode_taip(body + ";*" + digits[sum / 16] + digits[sum % 16] + "<");
    EXPECT_EQ(report.has_value(), sum == 0x7F || sum == (0x7F ^ 0x2A)) << sum;
    if (report) {
      EXPECT_EQ(report->checksum,
                sum == 0x7F ? taip_checksum::with_star : taip_checksum::without_star);
    }
  }
  EXPECT_EQ(decode_taip(body + "<")->checksum, taip_checksum::absent);
}

TEST(taip_decode, passes_over_what_stands_around_a_frame) {
  EXPECT_EQ(error_of("<<noise" + body + "<>RPV"), "");
  EXPECT_EQ(error_of(""), "no_start_delimiter");
  EXPECT_EQ(error_of("<"), "no_start_delimiter");
  EXPECT_EQ(error_of("><"), "truncated");
  EXPECT_EQ(error_of(">RXX<"), "unsupported_message");
}

TEST(taip_decode, asks_for_as_many_satellites_as_a_long_message_counts) {
  const std::string start = ">RLN19500000+337885218-0857685155+000753940000+00000000";
  EXPECT_EQ(error_of(start + "02" + std::string(8, '0') + std::string(10, '0') + "12<"), "");
  EXPECT_EQ(error_of(start + "03" + std::string(8, '0') + std::string(10, '0') + "12<"),
            "bad_length");
  EXPECT_EQ(error_of(start + "0x" + std::string(8, '0') + std::string(10, '0') + "12<"),
            "bad_field");
}

TEST(taip_decode, refuses_a_time_that_is_of_no_day) {
  EXPECT_EQ(error_of(">RCP86399+347771-092345312<"), "");
  EXPECT_EQ(error_of(">RCP86400+347771-092345312<"), "bad_field");
  EXPECT_EQ(error_of(">REV481599762982+2578391-0802945201228512<"), "bad_field");
}

}  // namespace
}  // namespace beatwatch
