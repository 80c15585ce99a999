#include "engine/visibility/pace_line.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'000'000'000'000;
constexpr int length_ms = 200;

instant at_ms(int ms) { return ms_to_instant(start_ms + ms); }

class random_paces : public testing::TestWithParam<std::uint64_t> {};

TEST_P(random_paces, are_what_was_laid_last) {
  std::mt19937_64 random{GetParam()};
  const auto below = [&random](int n) { return std::uniform_int_distribution{0, n - 1}(random); };
  pace_line line;
  std::array<pace, length_ms> laid{};
  int forgotten = 0;
  for (int i = 0; i < 60; ++i) {
    const int from = forgotten + below(length_ms - forgotten);
    const int to = std::min(length_ms, from + below(60));
    const auto value = static_cast<pace>(below(6));
    line.lay({at_ms(from), at_ms(to)}, value);
    std::fill(laid.begin() + from, laid.begin() + std::max(from, to), value);
    if (below(20) == 0) {
      forgotten = std::min(length_ms - 1, forgotten + below(30));
      line.forget_before(at_ms(forgotten));
      std::fill(laid.begin(), laid.begin() + forgotten, pace::untold);
    }
    std::array<pace, length_ms> read{};
    line.for_each_run({at_ms(0), at_ms(length_ms)}, [&](const pace_line::run& r) {
      EXPECT_NE(r.value, pace::untold);
      for (instant t = r.from; t < r.to; t += duration{1}) {
        read.at(static_cast<std::size_t>((t - at_ms(0)).count())) = r.value;
      }
    });
    ASSERT_EQ(read, laid);
    for (int t = 0; t < length_ms; ++t) {
      ASSERT_EQ(line.at(at_ms(t)), laid.at(static_cast<std::size_t>(t)));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, random_paces, testing::Range<std::uint64_t>(1, 50));

// Two fixes with a hard error of 15 m each, so far and so long apart.
pace between(double metres,
             int seconds,
             std::uint16_t from_cmps = fix::no_speed,
             std::uint16_t to_cmps = fix::no_speed) {
  const fix from{.observed_at = at_ms(0), .at = {}, .error_mm = 15'000, .speed_cmps = from_cmps};
  const fix to{.observed_at = at_ms(seconds * 1'000),
               .at = {static_cast<std::int32_t>(metres * 1e3), 0},
               .error_mm = 15'000,
               .speed_cmps = to_cmps};
  return pace_between(from, to, {});
}

TEST(pace, without_a_reported_speed_is_distance_over_time) {
  EXPECT_EQ(between(50, 10), pace::driving);
  EXPECT_EQ(between(41, 10), pace::slow);
  EXPECT_EQ(between(50, 60), pace::stopped) << "less than 1 m/s";
  EXPECT_EQ(between(10, 5), pace::stopped) << "the errors alone may be as large";
}

TEST(pace, is_what_the_device_reports_unless_its_fixes_prove_more) {
  EXPECT_EQ(between(19, 5, 0, 50), pace::stopped);
  EXPECT_EQ(between(0, 5, 300, 300), pace::slow);
  EXPECT_EQ(between(0, 5, 600, 300), pace::driving);
  EXPECT_EQ(between(600, 60, 0, 0), pace::driving) << "it drove in between";
}

}  // namespace
}  // namespace beatwatch
