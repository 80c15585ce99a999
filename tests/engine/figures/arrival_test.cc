#include "engine/figures/arrival.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr instant start = ms_to_instant(1'780'000'000'000);

fix at_m(duration after, double x_m, double y_m = 0, double error_m = 10) {
  return {.observed_at = start + after,
          .at = {.x_mm = static_cast<std::int32_t>(std::lround(x_m * 1e3)),
                 .y_mm = static_cast<std::int32_t>(std::lround(y_m * 1e3))},
          .error_mm = static_cast<std::uint32_t>(std::lround(error_m * 1e3))};
}

arrival_rule rule() { return {.place = {}, .radius_m = 50, .cap_mps = 30, .from = start}; }

TEST(arrival, is_told_by_three_instants) {
  arrival_watch watch{rule()};
  watch.take(at_m(0s, 1'060));
  watch.take(at_m(60s, 460));
  watch.take(at_m(120s, 0));
  const arrival first = watch.first();
  // It was 1 000 m outside at least, 33.3 s at the cap; 400 m back out are 13.3 s: there is time.
  EXPECT_NEAR(static_cast<double>((*first.no_earlier_than - start).count()), 33'333, 2);
  // Of the 460 m of the last leg 410 lie outside.
  EXPECT_NEAR(static_cast<double>((*first.about - start).count()), 60'000 + 60'000 * 410 / 460, 2);
  EXPECT_EQ(first.no_later_than, start + 120s);
}

TEST(arrival, is_not_told_of_who_passes_by_outside) {
  arrival_watch watch{rule()};
  watch.take(at_m(0s, -500, 400));
  watch.take(at_m(20s, 500, 400));
  EXPECT_FALSE(watch.first().about);
  EXPECT_FALSE(watch.first().no_earlier_than);
  EXPECT_FALSE(watch.first().no_later_than);
}

TEST(arrival, is_possible_where_a_silence_leaves_time_for_it) {
  arrival_watch watch{rule()};
  watch.take(at_m(0s, -500, 400));
  watch.take(at_m(300s, 500, 400));
  EXPECT_TRUE(watch.first().no_earlier_than);
  EXPECT_FALSE(watch.first().about);
  EXPECT_FALSE(watch.first().no_later_than);
}

TEST(arrival, is_never_sure_at_a_place_known_to_a_kilometre) {
  arrival_rule coarse = rule();
  coarse.place_error_m = 707;
  arrival_watch watch{coarse};
  watch.take(at_m(0s, 1'000));
  watch.take(at_m(60s, 0));
  EXPECT_TRUE(watch.first().about);
  EXPECT_FALSE(watch.first().no_later_than);
}

TEST(arrival, counts_from_when_somebody_was_sent) {
  arrival_rule later = rule();
  later.from = start + 90s;
  arrival_watch watch{later};
  watch.take(at_m(0s, 0));
  watch.take(at_m(60s, 0));
  watch.take(at_m(120s, 0));
  EXPECT_EQ(watch.first().no_earlier_than, start + 90s);
  EXPECT_EQ(watch.first().about, start + 90s);
  EXPECT_EQ(watch.first().no_later_than, start + 120s);
}

// Whatever way is taken below the cap, and whatever the fixes are off within their errors, the true
// arrival lies between the bounds.
TEST(arrival, lies_between_its_bounds_in_random_journeys) {
  std::mt19937 random{7};
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>{low, high}(random);
  };
  int surely = 0;
  for (int journey = 0; journey < 500; ++journey) {
    arrival_watch watch{rule()};
    double x = between(-800, 800);
    double y = between(-800, 800);
    std::optional<int> true_s;
    for (int second = 0; second <= 600; ++second) {
      if (second % 30 == 0) {
        const double turn = between(0, 6.283);
        const double off = between(0, 10);
        watch.take(
            at_m(std::chrono::seconds{second}, x + off * std::cos(turn), y + off * std::sin(turn)));
      }
      if (!true_s && x * x + y * y <= 50.0 * 50.0) {
        true_s = second;
      }
      const double step = between(0, 29);
      const double home = std::sqrt(x * x + y * y);
      const double turn = between(-2, 2) + std::atan2(-y, -x);
      x += std::min(step, home) * std::cos(turn);
      y += std::min(step, home) * std::sin(turn);
    }
    const arrival first = watch.first();
    if (true_s) {
      ASSERT_TRUE(first.no_earlier_than) << journey;
      // The truth is known to the second in which it happened.
      EXPECT_LE(*first.no_earlier_than, start + std::chrono::seconds{*true_s}) << journey;
    }
    if (first.no_later_than) {
      ++surely;
      ASSERT_TRUE(true_s) << journey;
      EXPECT_GE(*first.no_later_than, start + std::chrono::seconds{*true_s}) << journey;
    }
  }
  EXPECT_GT(surely, 100);
}

}  // namespace
}  // namespace beatwatch
