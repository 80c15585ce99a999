#include "adapters/sources/pei_decode.h"

#include <gtest/gtest.h>

#include <string>

namespace beatwatch {
namespace {

std::string error_of(const std::string& header, const std::string& digits) {
  const auto message = decode_pei("+CTSDSR: " + header + "\r\n" + digits);
  return message ? "" : std::string{to_string(message.error())};
}

TEST(pei_decode, takes_as_many_digits_as_the_header_allows) {
  const std::string report = "0A0071F15A653071656820";
  EXPECT_EQ(error_of("12,1,0,2,0,84", report.substr(0, 21)), "");
  EXPECT_EQ(error_of("12,1,0,2,0,84", report), "");
  EXPECT_EQ(error_of("12,1,0,2,0,84", report + "0"), "length_mismatch");
  EXPECT_EQ(error_of("12,1,0,2,0,84", report.substr(0, 20)), "length_mismatch");
  EXPECT_EQ(error_of("12,1,0,2,0,84,1", report), "");
}

TEST(pei_decode, refuses_what_is_no_identity) {
  const std::string report = "0A0071F15A653071656820";
  EXPECT_EQ(error_of("12,16777215,0,2,0,84", report), "");
  EXPECT_EQ(error_of("12,16777216,0,2,0,84", report), "bad_identity");
  EXPECT_EQ(error_of("12,-1,0,2,0,84", report), "bad_identity");
  EXPECT_EQ(error_of("12,1,2,2,0,84", report), "bad_identity");
  EXPECT_EQ(error_of("12,12345678,1,2,0,84", report), "bad_identity");
  EXPECT_EQ(error_of("12,,0,2,0,84", report), "bad_identity");
}

TEST(pei_decode, refuses_digits_that_are_none_and_headers_that_cannot_be) {
  EXPECT_EQ(error_of("12,1,0,2,0,8", "0G"), "bad_digits");
  EXPECT_EQ(error_of("12,1,0,2,0,2048", "0A"), "bad_header");
  EXPECT_EQ(error_of("12,1,0,2,0,8,0,0", "0A"), "bad_header");
  EXPECT_EQ(error_of("14,1,0,2,0,8", "0A"), "unsupported_service");
  EXPECT_EQ(error_of("13,1,0,2,0,8", "0A"), "length_mismatch");
  EXPECT_EQ(error_of("12,1,0,2,0,0", ""), "truncated");
}

TEST(pei_decode, names_a_radio_by_its_numbers) {
  EXPECT_EQ(tetra_device_name({.of = {}, .ssi = 1'234}), "1234");
  EXPECT_EQ(tetra_device_name({.of = {{.mcc = 901, .mnc = 9'999}}, .ssi = 1'234}), "901-9999-1234");
}

}  // namespace
}  // namespace beatwatch
