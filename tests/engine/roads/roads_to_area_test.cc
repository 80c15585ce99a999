#include "engine/roads/roads_to_area.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <utility>

#include "tests/support/drawn_roads.h"
#include "tests/support/street_grid.h"

namespace beatwatch {
namespace {

constexpr plane_origin origin{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};

area square(std::int32_t west_m, std::int32_t south_m, std::int32_t side_m) {
  const std::int32_t w = west_m * 1'000;
  const std::int32_t s = south_m * 1'000;
  const std::int32_t side = side_m * 1'000;
  return area({{{w, s}, {w + side, s}, {w + side, s + side}, {w, s + side}}});
}

plane_point at_m(std::int32_t x_m, std::int32_t y_m) { return {x_m * 1'000, y_m * 1'000}; }

// Two streets side by side that meet at their far ends alone.
constexpr drawing hairpin{.picture = R"(D C
A B)",
                          .roads = "A-B B-C C>D",
                          .cell_m = 500.0};

TEST(roads_to_area, goes_round_where_the_road_does_and_against_a_one_way_street) {
  const auto roads = roads_of(hairpin);
  const area block = square(-50, -50, 100);  // around D
  const roads_to_area way{*roads, block, 0.0, 10'000.0};
  ASSERT_TRUE(way.from(at_m(0, -500), 0));
  EXPECT_NEAR(*way.from(at_m(0, -500), 0), 1'000.0 + 500.0 + 950.0, 0.1) << "500 m straight on";
  EXPECT_NEAR(*way.from(at_m(300, 0), 0), 250.0, 0.1);
  EXPECT_EQ(way.from(at_m(20, 0), 0), 0.0);
  EXPECT_NEAR(*way.from(at_m(300, 10), 30'000), 250.0 - std::sqrt(800.0), 0.1);
  EXPECT_FALSE(way.from(at_m(300, 40), 30'000)) << "no road within its error";
  EXPECT_NEAR(
      *(roads_to_area{*roads, block, 15.0, 10'000.0}).from(at_m(300, 0), 0), 250.0 - 2 * 15.0, 0.1)
      << "roads are wide, and so is the zone";
  EXPECT_NEAR(*(roads_to_area{*roads, block, 0.0, 700.0}).from(at_m(0, -500), 0), 700.0, 0.01);
}

TEST(roads_to_area, knows_that_no_road_leads_there) {
  const auto roads = roads_of(hairpin);
  const roads_to_area way{*roads, square(200, -300, 100), 0.0, 10'000.0};
  EXPECT_EQ(way.from(at_m(300, 0), 0), 10'000.0);
}

// Metre by metre along every street of a grid.
class walked_grid {
 public:
  walked_grid(int streets, int apart_m) : half_m_((streets - 1) * apart_m / 2), apart_m_(apart_m) {}

  [[nodiscard]] bool is_street(std::pair<int, int> p) const {
    const auto on_line = [this](int v) { return (v + half_m_) % apart_m_ == 0; };
    return std::abs(p.first) <= half_m_ && std::abs(p.second) <= half_m_ &&
           (on_line(p.first) || on_line(p.second));
  }
  /// Steps of a metre to the area, by breadth.
  [[nodiscard]] std::map<std::pair<int, int>, int> steps_to(const area& shape) const {
    std::map<std::pair<int, int>, int> steps;
    std::vector<std::pair<int, int>> edge;
    for (int x = -half_m_; x <= half_m_; ++x) {
      for (int y = -half_m_; y <= half_m_; ++y) {
        if (is_street({x, y}) && shape.contains(at_m(x, y))) {
          steps[{x, y}] = 0;
          edge.emplace_back(x, y);
        }
      }
    }
    for (int n = 1; !edge.empty(); ++n) {
      std::vector<std::pair<int, int>> next;
      for (const auto& [x, y] : edge) {
        for (const std::pair<int, int>& to :
             {std::pair{x + 1, y}, {x - 1, y}, {x, y + 1}, {x, y - 1}}) {
          if (is_street(to) && steps.try_emplace(to, n).second) {
            next.push_back(to);
          }
        }
      }
      edge = std::move(next);
    }
    return steps;
  }

 private:
  int half_m_;
  int apart_m_;
};

TEST(roads_to_area, is_what_walking_every_street_metre_by_metre_finds) {
  constexpr int streets = 7;
  constexpr int apart_m = 40;
  const auto roads = street_grid(origin, streets, apart_m);
  const walked_grid walked{streets, apart_m};
  std::mt19937 random{3};
  std::uniform_int_distribution place{-110, 90};
  for (int i = 0; i < 20; ++i) {
    const area shape = square(place(random), place(random), 15 + i);
    const auto steps = walked.steps_to(shape);
    const roads_to_area way{*roads, shape, 0.0, 1'000.0};
    for (const auto& [p, n] : steps) {
      const auto found = way.from(at_m(p.first, p.second), 0);
      ASSERT_TRUE(found);
      ASSERT_NEAR(*found, n, 1.05) << p.first << ',' << p.second;
      ASSERT_LE(*found, n);
    }
  }
}

}  // namespace
}  // namespace beatwatch
