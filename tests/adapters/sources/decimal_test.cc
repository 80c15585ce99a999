#include "adapters/sources/decimal.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(decimal, is_exact_and_rounds_half_away_from_zero) {
  EXPECT_EQ(parse_decimal("52.6369", 7), 526'369'000);
  EXPECT_EQ(parse_decimal("-1.13", 7), -11'300'000);
  EXPECT_EQ(parse_decimal("+0.1", 1), 1);
  EXPECT_EQ(parse_decimal("-0.05", 1), -1);
  EXPECT_EQ(parse_decimal("0.049999999", 1), 0);
  EXPECT_EQ(parse_decimal("0.00000005", 7), 1);
  EXPECT_EQ(parse_decimal("12", 0), 12);
  EXPECT_EQ(parse_decimal("12.5", 0), 13);
  EXPECT_EQ(parse_decimal("999999999.9999999999", 9), 1'000'000'000'000'000'000);
  EXPECT_EQ(parse_decimal("000000001", 2), 100);
}

TEST(decimal, refuses_everything_else) {
  for (const std::string_view bad : {"",
                                     "-",
                                     "+",
                                     ".",
                                     "1.",
                                     ".5",
                                     "1e3",
                                     "1,5",
                                     " 1",
                                     "1 ",
                                     "0x1",
                                     "inf",
                                     "nan",
                                     "--1",
                                     "+-1",
                                     "1.2.3",
                                     "1234567890",
                                     "0.123456789012345678901"}) {
    EXPECT_FALSE(parse_decimal(bad, 7)) << bad;
  }
}

}  // namespace
}  // namespace beatwatch
