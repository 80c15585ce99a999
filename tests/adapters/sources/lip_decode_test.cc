#include "adapters/sources/lip_decode.h"

#include <gtest/gtest.h>

#include <string>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/lip_values.h"

namespace beatwatch {
namespace {

expected<lip_report, lip_error> decode_hex(std::string_view hex, std::size_t bits_cut = 0) {
  const std::string octets = hex_to_octets(hex).value();
  return decode_lip(std::as_bytes(std::span{octets}), octets.size() * 8 - bits_cut);
}

TEST(lip_decode, asks_for_every_bit_of_a_short_report_and_no_more) {
  EXPECT_TRUE(decode_hex("0A2123006AD00F694CE120", 4));
  ASSERT_FALSE(decode_hex("0A2123006AD00F694CE120", 5));
  EXPECT_EQ(decode_hex("0A2123006AD00F694CE120", 5).error(), lip_error::truncated);
}

TEST(lip_decode, never_gives_a_report_of_fewer_bits_than_its_fields_have) {
  const std::string_view report = "0A4EFDFBE97FB97FA99088C5084558804100";
  constexpr std::size_t bits = 137;
  for (std::size_t left = 0; left <= report.size() * 4; ++left) {
    EXPECT_EQ(decode_hex(report, report.size() * 4 - left).has_value(), left >= bits) << left;
  }
}

TEST(lip_decode, does_not_trust_a_length_beyond_the_octets) {
  const std::string octets = hex_to_octets("0A2123").value();
  const auto report = decode_lip(std::as_bytes(std::span{octets}), 10'000);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error(), lip_error::truncated);
}

TEST(lip_decode, reads_the_most_southern_and_western_place) {
  const auto report = decode_hex(
      "0A0800000400000"
      "1000000");
  ASSERT_TRUE(report);
  EXPECT_EQ(report->at, (position{.lat_e7 = -900'000'000, .lon_e7 = -1'800'000'000}));
}

TEST(lip_values, rise_with_their_codes) {
  for (unsigned code = 1; code < 126; ++code) {
    EXPECT_GT(lip_speed_mps(code), lip_speed_mps(code - 1)) << code;
  }
  EXPECT_FALSE(lip_speed_mps(126));
  EXPECT_FALSE(lip_speed_mps(127));
  for (unsigned code = 1; code < 63; ++code) {
    EXPECT_GT(lip_uncertainty_m(code), lip_uncertainty_m(code - 1)) << code;
  }
  EXPECT_FALSE(lip_uncertainty_m(63));
  for (unsigned code = 2; code < 2'048; ++code) {
    EXPECT_GT(lip_altitude_m(code), lip_altitude_m(code - 1)) << code;
  }
  EXPECT_NEAR(*lip_speed_mps(105) * 3.6, 495, 0.5);
  EXPECT_NEAR(*lip_speed_mps(125) * 3.6, 1'043, 0.5);
}

}  // namespace
}  // namespace beatwatch
