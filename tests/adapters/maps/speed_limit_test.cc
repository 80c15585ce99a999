#include "adapters/maps/speed_limit.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(speed_limit, reads_numbers_with_and_without_a_unit) {
  EXPECT_EQ(parse_speed_limit_mmps("50"), 13'889U);
  EXPECT_EQ(parse_speed_limit_mmps("50 km/h"), 13'889U);
  EXPECT_EQ(parse_speed_limit_mmps("30 mph"), 13'411U);
  EXPECT_EQ(parse_speed_limit_mmps("30mph"), 13'411U);
  EXPECT_EQ(parse_speed_limit_mmps("5 knots"), 2'572U);
}

TEST(speed_limit, reads_words_and_national_types) {
  EXPECT_EQ(parse_speed_limit_mmps("none"), 36'111U);
  EXPECT_EQ(parse_speed_limit_mmps("walk"), 1'944U);
  EXPECT_EQ(parse_speed_limit_mmps("GB:nsl_single"), 26'822U);
  EXPECT_EQ(parse_speed_limit_mmps("GB:nsl_dual"), 31'293U);
  EXPECT_EQ(parse_speed_limit_mmps("DE:urban"), 13'889U);
  EXPECT_EQ(parse_speed_limit_mmps("DE:rural"), 27'778U);
  EXPECT_EQ(parse_speed_limit_mmps("RO:rural"), 25'000U);
  EXPECT_EQ(parse_speed_limit_mmps("BE:zone30"), 8'333U);
  EXPECT_EQ(parse_speed_limit_mmps("DE:zone:20"), 5'556U);
}

TEST(speed_limit, takes_the_lowest_of_several) {
  EXPECT_EQ(parse_speed_limit_mmps("50; 30 mph"), 13'411U);
}

TEST(speed_limit, does_not_guess) {
  for (const char* const text : {"",
                                 "signals",
                                 "variable",
                                 "fast",
                                 "0",
                                 "-30",
                                 "900",
                                 "nan",
                                 "inf",
                                 "30 furlongs",
                                 "50;fast",
                                 "XX:",
                                 ":",
                                 ";"}) {
    EXPECT_FALSE(parse_speed_limit_mmps(text)) << text;
  }
}

}  // namespace
}  // namespace beatwatch
