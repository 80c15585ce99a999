#include "engine/visibility/open_leg.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

namespace beatwatch {
namespace {

instant at(double seconds) {
  return ms_to_instant(1'000'000'000'000 + static_cast<std::int64_t>(seconds * 1e3));
}

// 10 m/s, an error of 5 m, silence is too long after 60 s, and 90 s have passed.
presence_measure measured(double signed_m) {
  const open_leg way{.from = {.observed_at = at(0), .at = {}, .error_mm = 5'000},
                     .cap_mps = 10.0,
                     .heard_until = at(60),
                     .to = at(90)};
  return measure(presence_on(way, signed_m), {at(0), at(1000)});
}

TEST(open_leg, is_proved_until_the_boundary_can_have_been_reached) {
  EXPECT_EQ(measured(105.0), (presence_measure{10'000, 10'000, 60'000, 30'000}));
  EXPECT_EQ(measured(4.0), (presence_measure{0, 0, 60'000, 30'000}));
}

TEST(open_leg, is_possible_from_when_the_zone_can_have_been_reached) {
  EXPECT_EQ(measured(-205.0), (presence_measure{0, 0, 40'000, 30'000}));
  EXPECT_EQ(measured(-4.0), (presence_measure{0, 0, 60'000, 30'000}));
  EXPECT_EQ(measured(-605.0), presence_measure{}) << "not before its silence is too long";
}

// Something that goes straight on, in any direction and at any speed, crosses the boundary at an
// instant that the line allows.
TEST(open_leg, holds_for_every_straight_way) {
  std::mt19937_64 random{7};
  const auto uniform = [&random](double low, double high) {
    return std::uniform_real_distribution{low, high}(random);
  };
  for (int round = 0; round < 2'000; ++round) {
    const double signed_m = uniform(-300.0, 300.0);
    const double speed = uniform(-10.0, 10.0);
    const double off = uniform(-5.0, 5.0);  // the error of the fix, towards the inside
    const open_leg way{.from = {.observed_at = at(0), .at = {}, .error_mm = 5'000},
                       .cap_mps = 10.0,
                       .heard_until = at(60),
                       .to = at(50)};
    const presence_line line = presence_on(way, signed_m);
    for (double t = 0.0005; t < 50.0; t += 0.251) {
      const bool inside = signed_m + off + speed * t >= 0.0;
      std::optional<presence_level> told;
      line.for_each_run({at(t), at(t) + duration{1}},
                        [&told](const presence_line::run& r) { told = r.level; });
      if (inside) {
        ASSERT_TRUE(told) << signed_m << " m, " << speed << " m/s, " << t << " s";
      } else {
        ASSERT_NE(told, presence_level::proved) << signed_m << " m, " << speed << " m/s, " << t;
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch
