#include "replay/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>

namespace beatwatch {
namespace {

constexpr int draws = 200'000;

TEST(random_stream, gives_the_numbers_of_the_reference_implementation) {
  // pcg32_srandom_r(42, 54) of pcg-c-basic 0.9, as its demo prints them.
  random_stream random{42, 54};
  constexpr std::array<std::uint32_t, 6> expected{
      0xa15c02b7U, 0x7b47f409U, 0xba1d3330U, 0x83d2f293U, 0xbfa4784bU, 0xcbed606eU};
  for (const std::uint32_t number : expected) {
    EXPECT_EQ(random.next(), number);
  }
}

TEST(random_stream, differs_by_seed_and_by_stream) {
  EXPECT_NE(random_stream(1, 1).next(), random_stream(2, 1).next());
  EXPECT_NE(random_stream(1, 1).next(), random_stream(1, 2).next());
}

TEST(random_stream, fills_a_range_evenly) {
  random_stream random{7, 7};
  std::array<int, 6> seen{};
  for (int i = 0; i < draws; ++i) {
    ++seen.at(static_cast<std::size_t>(random.between(std::int64_t{-2}, std::int64_t{3}) + 2));
  }
  for (const int count : seen) {
    EXPECT_NEAR(count, draws / 6.0, 5.0 * std::sqrt(draws / 6.0));
  }
}

TEST(random_stream, bell_has_mean_zero_and_deviation_one) {
  random_stream random{7, 7};
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < draws; ++i) {
    const double number = random.bell();
    sum += number;
    squares += number * number;
  }
  EXPECT_NEAR(sum / draws, 0.0, 0.012);
  EXPECT_NEAR(squares / draws, 1.0, 0.015);
}

TEST(random_stream, exponential_has_the_right_tail) {
  random_stream random{7, 7};
  double sum = 0.0;
  int beyond_two = 0;
  for (int i = 0; i < draws; ++i) {
    const double number = random.exponential();
    sum += number;
    beyond_two += number > 2.0 ? 1 : 0;
  }
  EXPECT_NEAR(sum / draws, 1.0, 0.012);
  EXPECT_NEAR(static_cast<double>(beyond_two) / draws, std::exp(-2.0), 0.004);
}

}  // namespace
}  // namespace beatwatch
