#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/sources/nmea_json.h"

namespace beatwatch {
namespace {

using nlohmann::json;

/// The text of a vector as octets: code points above 126 stand for one octet each.
std::string octets_of(const std::string& utf8) {
  std::string octets;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      octets.push_back(utf8[i]);
    } else {
      const auto low = static_cast<unsigned char>(utf8.at(++i));
      octets.push_back(static_cast<char>((lead & 0x03U) << 6U | (low & 0x3fU)));
    }
  }
  return octets;
}

/// By the ending of the name, as the vectors' conventions have it.
double tolerance_of(const std::string& member) {
  if (member == "lat_deg" || member == "lon_deg") {
    return 1e-7;
  }
  if (member.ends_with("_mps")) {
    return 1e-3;
  }
  return member.ends_with("_m") ? 1e-2 : 1e-6;
}

void expect_equal(const json& ours, const json& expected) {
  EXPECT_EQ(ours.size(), expected.size()) << ours;
  for (const auto& [member, value] : expected.items()) {
    ASSERT_TRUE(ours.contains(member)) << member;
    if (value.is_number()) {
      ASSERT_TRUE(ours[member].is_number()) << member << ": " << ours[member];
      EXPECT_NEAR(ours[member].get<double>(), value.get<double>(), tolerance_of(member)) << member;
    } else {
      EXPECT_EQ(ours[member], value) << member;
    }
  }
}

TEST(nmea_vectors, decode_to_the_stated_values_and_errors) {
  std::ifstream file(BEATWATCH_SHARED_DIR "/protocols/vectors/nmea0183.jsonl");
  if (!file) {
    GTEST_SKIP() << "no protocol vectors beside the tree";
  }
  int count = 0;
  for (std::string line; std::getline(file, line); ++count) {
    const json vector = json::parse(line);
    SCOPED_TRACE(vector["name"].get<std::string>());
    const json ours =
        json::parse(nmea_line_json(octets_of(vector["input_text"].get<std::string>())));
    if (vector.contains("error")) {
      EXPECT_EQ(ours, (json{{"error", vector["error"]}}));
    } else {
      expect_equal(ours, vector["expect"]);
    }
  }
  EXPECT_GE(count, 46);
}

}  // namespace
}  // namespace beatwatch
