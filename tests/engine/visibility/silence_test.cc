#include "engine/visibility/silence.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "engine/visibility/prism.h"

namespace beatwatch {
namespace {

instant at(double seconds) {
  return ms_to_instant(1'000'000'000'000 + static_cast<std::int64_t>(seconds * 1e3));
}

plane_point place(double x_m, double y_m) {
  return {static_cast<std::int32_t>(x_m * 1e3), static_cast<std::int32_t>(y_m * 1e3)};
}

silence from_to(plane_point from, plane_point to, double seconds) {
  return {.unit = {},
          .from = {.observed_at = at(0), .at = from, .error_mm = 5'000},
          .to = {.observed_at = at(seconds), .at = to, .error_mm = 5'000},
          .cap_mps = 50.0};
}

TEST(silence, leaves_a_zone_open_from_when_it_can_have_been_reached) {
  const silence hour = from_to(place(0, 0), place(0, 0), 3600);
  const plane_box box{place(5005, -100), place(6000, 100)};
  const interval possible = possible_time(hour, box);
  EXPECT_EQ(possible.from, at(100) - duration{1});
  EXPECT_EQ(possible.to, at(3500) + duration{1});
}

TEST(silence, does_not_concern_what_is_too_far) {
  const silence minutes = from_to(place(0, 0), place(0, 0), 300);
  EXPECT_TRUE(possible_time(minutes, {place(8000, 0), place(9000, 100)}).empty());
  EXPECT_FALSE(possible_time(minutes, {place(7000, 0), place(9000, 100)}).empty());
}

TEST(silence, that_contradicts_the_speed_cap_leaves_everything_open) {
  silence odd = from_to(place(0, 0), place(90'000, 0), 300);
  odd.feasible = false;
  EXPECT_EQ(possible_time(odd, {place(-50'000, 0), place(-49'000, 100)}), odd.span());
}

// The bounds of a zone tell no less than the zone itself does to a leg.
TEST(silence, covers_the_outer_set_of_its_leg) {
  std::mt19937_64 random{11};
  const auto uniform = [&random](double low, double high) {
    return std::uniform_real_distribution{low, high}(random);
  };
  prism reader{15.0};
  int possible_runs = 0;
  for (int round = 0; round < 20'000; ++round) {
    const silence s = from_to(place(uniform(-3000, 3000), uniform(-3000, 3000)),
                              place(uniform(-3000, 3000), uniform(-3000, 3000)),
                              uniform(30, 200));
    const double x = uniform(-6000, 6000);
    const double y = uniform(-6000, 6000);
    const area shape{{plane_ring{place(x, y),
                                 place(x + uniform(10, 900), y + uniform(-5, 400)),
                                 place(x + uniform(-5, 400), y + uniform(410, 900))}}};
    const leg way{.from = s.from,
                  .to = s.to,
                  .cap_mps = s.cap_mps,
                  .feasible = reachable(s.from, s.to, s.cap_mps)};
    if (!way.feasible) {
      continue;
    }
    std::vector<presence_line::run> runs;
    reader.read(way, shape, shape.distance(s.from.at), shape.distance(s.to.at), runs);
    const interval possible = possible_time(s, shape.bounds());
    for (const presence_line::run& r : runs) {
      ++possible_runs;
      ASSERT_LE(possible.from, r.from) << round;
      ASSERT_GE(possible.to, r.to) << round;
    }
  }
  EXPECT_GT(possible_runs, 4'000);
}

TEST(silence_book, takes_back_what_lies_within) {
  silence_book book;
  const device_id radio{3};
  book.add(radio, from_to(place(0, 0), place(0, 0), 300));
  EXPECT_TRUE(book.take_back(device_id{2}, {at(0), at(300)}).empty());
  EXPECT_TRUE(book.take_back(radio, {at(0), at(299)}).empty());
  EXPECT_EQ(book.take_back(radio, {at(-10), at(300)}).size(), 1U);
  EXPECT_TRUE(book.of(radio).empty());
  int found = 0;
  book.for_each({at(0), at(300)}, [&found](const silence& /*any*/) { ++found; });
  EXPECT_EQ(found, 0);
}

}  // namespace
}  // namespace beatwatch
