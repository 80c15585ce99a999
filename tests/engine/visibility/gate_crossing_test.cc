#include "engine/visibility/gate_crossing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include "engine/geo/segment.h"

namespace beatwatch {
namespace {

using random_engine = std::mt19937_64;

std::int32_t whole(random_engine& random, std::int32_t low, std::int32_t high) {
  return std::uniform_int_distribution{low, high}(random);
}

leg straight(plane_point from, plane_point to, double cap_mps = 50.0, double seconds = 10.0) {
  leg way;
  way.from.at = from;
  way.to.at = to;
  way.to.observed_at =
      way.from.observed_at + duration{static_cast<std::int64_t>(std::llround(seconds * 1e3))};
  way.cap_mps = cap_mps;
  return way;
}

std::int32_t crossings(plane_point from, plane_point to, const plane_line& line) {
  return read_gate(straight(from, to), line, 0.0).net;
}

// From y = -6 to y = 6, rising all the way, so that each point in between lies west or east of it.
plane_line rising_line(random_engine& random) {
  plane_line line{{whole(random, -5, 5), -6}};
  while (line.back().y_mm < 6) {
    const std::int32_t y_mm = std::min(6, line.back().y_mm + whole(random, 1, 5));
    line.push_back({whole(random, -5, 5), y_mm});
  }
  return line;
}

// A point on the line is west of it.
bool is_east(plane_point p, const plane_line& rising) {
  const auto above = std::find_if(
      rising.begin() + 1, rising.end(), [&](plane_point vertex) { return vertex.y_mm >= p.y_mm; });
  return orientation(*(above - 1), *above, p) < 0;
}

// On a grid as small as this, ways run through vertices, along edges and end on them all the time.
TEST(gate_crossing, counts_what_the_sides_of_both_fixes_say_wherever_they_touch_the_line) {
  random_engine random{1};
  int crossed = 0;
  for (int i = 0; i < 20'000; ++i) {
    const plane_line line = rising_line(random);
    const plane_point p{whole(random, -6, 6), whole(random, -5, 5)};
    const plane_point q{whole(random, -6, 6), whole(random, -5, 5)};
    const std::int32_t expected = (is_east(q, line) ? 1 : 0) - (is_east(p, line) ? 1 : 0);
    ASSERT_EQ(crossings(p, q, line), expected)
        << p.x_mm << ',' << p.y_mm << " to " << q.x_mm << ',' << q.y_mm;
    ASSERT_EQ(crossings(p, q, {line.rbegin(), line.rend()}), -expected) << "drawn the other way";
    crossed += expected != 0 ? 1 : 0;
  }
  EXPECT_GT(crossed, 5'000);
}

// Straight to a place between the fixes and straight on, as short as the cap and the errors allow:
// the truth may differ from the straight way, and crosses as often.
TEST(gate_crossing, is_sure_only_where_every_way_crosses_as_often) {
  random_engine random{2};
  std::uniform_real_distribution<double> anywhere_mm{-300e3, 300e3};
  const auto somewhere = [&] {
    return plane_point{static_cast<std::int32_t>(anywhere_mm(random)),
                       static_cast<std::int32_t>(anywhere_mm(random))};
  };
  const auto apart_m = [](plane_point a, plane_point b) {
    return std::hypot(a.x_mm - b.x_mm, a.y_mm - b.y_mm) * 1e-3;
  };
  int ways = 0;
  int unsure_and_different = 0;
  for (int i = 0; i < 4'000; ++i) {
    plane_line line{somewhere(), somewhere()};
    if (i % 2 == 0) {
      line.push_back(somewhere());
    }
    const plane_point p = somewhere();
    const plane_point q = somewhere();
    const double reach_m = apart_m(p, q) * std::uniform_real_distribution{1.0, 1.6}(random);
    const gate_reading reading = read_gate(straight(p, q, reach_m / 10.0), line, 0.0);
    for (int w = 0; w < 40; ++w) {
      const plane_point by = somewhere();
      if (apart_m(p, by) + apart_m(by, q) > reach_m - 0.01) {
        continue;
      }
      const std::int32_t net = crossings(p, by, line) + crossings(by, q, line);
      if (reading.sure) {
        ASSERT_EQ(net, reading.net) << "line " << i << ", way " << w;
        ++ways;
      } else {
        unsure_and_different += net != reading.net ? 1 : 0;
      }
    }
  }
  EXPECT_GT(ways, 2'000);
  EXPECT_GT(unsure_and_different, 100) << "else being sure would mean nothing";
}

TEST(gate_crossing, says_from_when_to_when_the_line_can_have_been_reached) {
  const plane_line line{{0, -1'000'000}, {0, 1'000'000}};
  const gate_reading reading =
      read_gate(straight({-100'000, 0}, {300'000, 0}, 50.0, 20.0), line, 15.0);
  EXPECT_TRUE(reading.sure);
  EXPECT_EQ(reading.at, instant{duration{5'000}});
  EXPECT_EQ(reading.possible.from, instant{duration{2'000}}) << "100 m at 50 m/s";
  EXPECT_EQ(reading.possible.to, instant{duration{14'001}}) << "300 m before the end, and excluded";
}

}  // namespace
}  // namespace beatwatch
