#include "engine/roads/rising_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;

constexpr heading_vector east{1.0, 0.0};
constexpr heading_vector north{0.0, 1.0};
constexpr heading_vector north_east{0.6, 0.8};

fix_by_road beside(int second, std::optional<heading_vector> road, double left_mm) {
  return {.observed_at = instant{std::chrono::seconds{second}}, .road = road, .left_mm = left_mm};
}

place_along at(int second, double progress) {
  return {.fix = beside(second, std::nullopt, 0.0), .progress = progress};
}

TEST(shared_error, along_one_street_nothing_tells_of_the_error_along_it) {
  const std::vector fixes{
      beside(0, east, 10'000), beside(30, east, 12'000), beside(60, east, 9'000)};
  EXPECT_THAT(ahead_mm(fixes), Each(DoubleNear(0.0, 1e-9)));
}

TEST(shared_error, what_was_seen_beside_a_street_is_along_the_next_one) {
  // 10 m too far north all the time; the way goes east, then north.
  const std::vector fixes{
      beside(0, east, 10'000), beside(15, east, 10'000), beside(30, north, 0.0)};
  const auto ahead = ahead_mm(fixes);
  EXPECT_GT(ahead.back(), 3'000.0);
  EXPECT_LT(ahead.back(), 10'000.0);
}

TEST(shared_error, fixes_after_a_corner_tell_of_those_before_it) {
  const std::vector fixes{
      beside(0, north, 0.0), beside(15, east, 10'000), beside(30, east, 10'000)};
  EXPECT_GT(ahead_mm(fixes).front(), 3'000.0);
}

TEST(shared_error, what_is_long_ago_tells_little) {
  const auto ahead_after = [](int seconds) {
    return ahead_mm(std::vector{beside(0, east, 10'000), beside(seconds, north, 0.0)}).back();
  };
  EXPECT_GT(ahead_after(5), 2.0 * ahead_after(120));
  EXPECT_GT(ahead_after(120), 0.0);
}

TEST(shared_error, goes_by_the_angle_between_the_streets) {
  const auto ahead_on = [](heading_vector road) {
    return ahead_mm(std::vector{beside(0, east, 10'000), beside(5, road, 0.0)}).back();
  };
  EXPECT_GT(ahead_on(north), ahead_on(north_east));
  EXPECT_GT(ahead_on(north_east), 0.0);
  EXPECT_LT(ahead_on({0.0, -1.0}), 0.0);
}

TEST(shared_error, a_road_without_a_direction_tells_nothing) {
  const std::vector fixes{beside(0, std::nullopt, 10'000), beside(15, north, 0.0)};
  EXPECT_THAT(ahead_mm(fixes), ElementsAre(0.0, DoubleNear(0.0, 1e-9)));
  EXPECT_TRUE(ahead_mm({}).empty());
}

TEST(rising_places, what_falls_is_one_place) {
  EXPECT_THAT(rising_places(std::vector{at(0, 10.0), at(10, 30.0), at(20, 20.0), at(30, 50.0)}),
              ElementsAre(10.0, 25.0, 25.0, 50.0));
}

TEST(rising_places, a_fix_that_lies_too_far_ahead_is_put_back) {
  const std::vector<place_along> along{
      {.fix = beside(0, east, 10'000), .progress = 100.0, .per_mm = 0.01},
      {.fix = beside(5, north, 0.0), .progress = 300.0, .per_mm = 0.01},
  };
  const auto places = rising_places(along);
  EXPECT_NEAR(places.front(), 100.0, 1e-9);
  EXPECT_LT(places.back(), 270.0);
  EXPECT_GT(places.back(), 200.0);
}

}  // namespace
}  // namespace beatwatch
