#include "replay/decode.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "adapters/sources/nmea_json.h"

namespace beatwatch {
namespace {

std::string decoded(const std::string& text, bool hex = false) {
  std::istringstream in{text};
  std::ostringstream out;
  EXPECT_EQ(decode({.protocol = "nmea0183", .hex = hex}, in, out), 0);
  return out.str();
}

TEST(decode, answers_each_line_with_one_line) {
  const std::string none = "{\"error\":\"no_start_delimiter\"}\n";
  EXPECT_EQ(decoded(""), "");
  EXPECT_EQ(decoded("\n"), none);
  EXPECT_EQ(decoded("x\n\nx\r\n"), none + none + none);
  EXPECT_EQ(decoded("x\nx"), none + none);
  EXPECT_EQ(decoded("$*00"), "{\"error\":\"unsupported_sentence\"}\n");
}

TEST(decode, reads_octets_in_hexadecimal) {
  EXPECT_EQ(decoded("242a3030\n242A30300d0A\r\n", true),
            "{\"error\":\"unsupported_sentence\"}\n{\"error\":\"unsupported_sentence\"}\n");
  EXPECT_EQ(
      decoded("\n2\n2x\n", true),
      "{\"error\":\"no_start_delimiter\"}\n{\"error\":\"bad_hex\"}\n{\"error\":\"bad_hex\"}\n");
}

TEST(decode, keeps_no_more_than_the_beginning_of_an_endless_line) {
  EXPECT_EQ(decoded(std::string(1'000'000, '$') + "\n\n"),
            "{\"error\":\"line_too_long\"}\n{\"error\":\"no_start_delimiter\"}\n");
}

TEST(decode, refuses_a_protocol_that_it_does_not_know) {
  std::istringstream in;
  std::ostringstream out;
  EXPECT_THROW(decode({.protocol = "nmea2000"}, in, out), std::runtime_error);
}

TEST(decode, says_of_every_vector_what_the_decoder_says) {
  std::ifstream file(BEATWATCH_SHARED_DIR "/protocols/vectors/nmea0183.jsonl");
  if (!file) {
    GTEST_SKIP() << "no protocol vectors beside the tree";
  }
  std::string expected;
  std::string hex;
  for (std::string line; std::getline(file, line);) {
    const auto text = nlohmann::json::parse(line)["input_text"].get<std::string>();
    expected += nmea_line_json(text) + "\n";
    for (const char c : text) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto octet = static_cast<unsigned char>(c);
      hex += {digits[octet / 16], digits[octet % 16]};
    }
    hex += "\n";
  }
  EXPECT_EQ(decoded(hex, true), expected);
}

}  // namespace
}  // namespace beatwatch
