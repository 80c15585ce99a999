#include "replay/decode.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/protocols.h"
#include "tests/adapters/sources/protocol_vectors.h"

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

TEST(decode, reads_octets_with_blanks_between_them) {
  EXPECT_EQ(decoded("24 2a 30 30\n 242A\t3030 \r\n", true),
            "{\"error\":\"unsupported_sentence\"}\n{\"error\":\"unsupported_sentence\"}\n");
  EXPECT_EQ(decoded("24 2 a3 030\n", true), "{\"error\":\"bad_hex\"}\n");
}

TEST(decode, keeps_no_more_than_the_beginning_of_an_endless_line) {
  EXPECT_EQ(decoded(std::string(1'000'000, '$') + "\n\n"),
            "{\"error\":\"message_too_long\"}\n{\"error\":\"no_start_delimiter\"}\n");
}

TEST(decode, refuses_a_protocol_that_it_does_not_know) {
  std::istringstream in;
  std::ostringstream out;
  EXPECT_THROW(decode({.protocol = "nmea2000"}, in, out), std::runtime_error);
}

TEST(decode, reads_each_protocol_as_it_comes) {
  const auto lines = [](const std::string& protocol, const std::string& text) {
    std::istringstream in{text};
    std::ostringstream out;
    EXPECT_EQ(decode({.protocol = protocol}, in, out), 0);
    const std::string answers = out.str();
    return std::count(answers.begin(), answers.end(), '\n');
  };
  EXPECT_EQ(lines("tetra-pei", "\r\n+CTSDSR: 13,1,0,2,0,16\r\n8003\r\n\r\nOK\r\n"), 2);
  EXPECT_EQ(lines("tetra-lip", "\x0A\n\n"), 1);
  EXPECT_EQ(lines("taip", "noise>QPV<\r\n>RCP<>RAL"), 3);
  const std::string identity = std::string{"\x00\x0F", 2} + "356307042441013";
  EXPECT_EQ(lines("teltonika-tcp", "\xFF" + identity + "\xFF\xFF" + identity), 2);
  EXPECT_EQ(lines("teltonika-udp", std::string{"\x00\x01\x07\x00\x00", 5}), 2);
}

TEST(decode, says_of_every_vector_what_the_decoder_says) {
  std::map<std::string, std::string> hex;
  std::map<std::string, std::string> expected;
  for (const char* file : {"nmea0183", "tetra-lip", "tetra-pei", "teltonika", "taip", "others"}) {
    for (const protocol_vector& each : vectors_of(file)) {
      hex[each.protocol] += octets_to_hex(std::as_bytes(std::span{each.octets})) + "\n";
      expected[each.protocol] += find_protocol(each.protocol)->explain(each.octets) + "\n";
    }
  }
  if (hex.empty()) {
    GTEST_SKIP() << "no protocol vectors beside the tree";
  }
  for (const auto& [protocol, lines] : hex) {
    std::istringstream in{lines};
    std::ostringstream out;
    EXPECT_EQ(decode({.protocol = protocol, .hex = true}, in, out), 0);
    EXPECT_EQ(out.str(), expected[protocol]) << protocol;
  }
}

}  // namespace
}  // namespace beatwatch
