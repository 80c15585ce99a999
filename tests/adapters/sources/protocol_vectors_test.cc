#include "tests/adapters/sources/protocol_vectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "adapters/sources/protocols.h"

namespace beatwatch {
namespace {

using nlohmann::json;

/// By the ending of the name, as the vectors' conventions have it.
double tolerance_of(const std::string& member) {
  if (member == "lat_deg" || member == "lon_deg") {
    return 1e-7;
  }
  if (member.find("_mps") != std::string::npos) {
    return 1e-3;
  }
  return member.ends_with("_m") ? 1e-2 : 1e-6;
}

void expect_equal(const json& ours, const json& expected, const std::string& member) {
  SCOPED_TRACE(member);
  if (expected.is_number()) {
    ASSERT_TRUE(ours.is_number()) << ours;
    EXPECT_NEAR(ours.get<double>(), expected.get<double>(), tolerance_of(member));
    return;
  }
  if (!expected.is_structured()) {
    EXPECT_EQ(ours, expected);
    return;
  }
  ASSERT_EQ(ours.is_array(), expected.is_array()) << ours;
  EXPECT_EQ(ours.size(), expected.size()) << ours;
  for (const auto& [key, value] : expected.items()) {
    const bool there = expected.is_array() ? std::stoul(key) < ours.size() : ours.contains(key);
    ASSERT_TRUE(there) << key << " in " << ours;
    expect_equal(expected.is_array() ? ours[std::stoul(key)] : ours[key],
                 value,
                 expected.is_array() ? member : key);
  }
}

struct vector_file {
  const char* name;
  std::size_t count;
};

class vectors_in : public testing::TestWithParam<vector_file> {};

TEST_P(vectors_in, decode_to_the_stated_values_and_errors) {
  const auto vectors = vectors_of(GetParam().name);
  if (vectors.empty()) {
    GTEST_SKIP() << "no protocol vectors beside the tree";
  }
  for (const protocol_vector& each : vectors) {
    SCOPED_TRACE(each.name);
    const protocol* const spoken = find_protocol(each.protocol);
    ASSERT_NE(spoken, nullptr) << each.protocol;
    expect_equal(json::parse(spoken->explain(each.octets)), each.expected, "");
  }
  EXPECT_GE(vectors.size(), GetParam().count);
  const auto errors = std::count_if(vectors.begin(), vectors.end(), [](const auto& each) {
    return each.expected.contains("error");
  });
  std::cout << std::setw(12) << std::left << GetParam().name << vectors.size() << " vectors, "
            << errors << " of them errors\n";
}

INSTANTIATE_TEST_SUITE_P(files,
                         vectors_in,
                         testing::Values(vector_file{"nmea0183", 46},
                                         vector_file{"tetra-lip", 62},
                                         vector_file{"tetra-pei", 8},
                                         vector_file{"teltonika", 39},
                                         vector_file{"taip", 29},
                                         vector_file{"others", 23}),
                         [](const auto& tested) {
                           std::string name = tested.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace beatwatch
