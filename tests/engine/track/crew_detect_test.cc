#include "engine/track/crew_detect.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <tuple>

namespace beatwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const instant start = ms_to_instant(1'772'834'400'000);  // 2026-03-06T22:00:00Z

local_plane plane() {
  return local_plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};
}

fix fix_at(double x_m, double y_m, double t_s, double error_m = 15.0) {
  return {start + duration{std::llround(t_s * 1e3)},
          {static_cast<std::int32_t>(std::lround(x_m * 1e3)),
           static_cast<std::int32_t>(std::lround(y_m * 1e3))},
          static_cast<std::uint32_t>(error_m * 1e3),
          fix_standing::good,
          false};
}

void put(track& path, const fix& f) { path.insert(f, 50.0, plane()); }

seen_device seen(const track& path, std::string_view name) {
  return {&path, std::chrono::seconds{150}, name};
}

// East along a street at 10 m/s, `beside_m` north of its middle.
track drive(double beside_m, double refresh_s, double from_s, double to_s) {
  track path;
  for (double t = from_s; t <= to_s; t += refresh_s) {
    put(path, fix_at(10.0 * t, beside_m, t));
  }
  return path;
}

const interval first_window{start, start + minutes{10}};

TEST(crew_detect, devices_in_one_car_move_together_whatever_their_refresh) {
  const track car = drive(0, 10, 0, 660);
  const track radio = drive(5, 60, 7, 660);
  const auto c = compare(seen(car, "a"), seen(radio, "b"), first_window);
  EXPECT_TRUE(moved_together(c));
  EXPECT_EQ(c.fixes, 10U);
  EXPECT_EQ(c.near_ms, 600'000);
  EXPECT_GT(c.alike_permille, 990);
}

TEST(crew_detect, the_order_of_the_two_does_not_matter) {
  const track car = drive(0, 10, 0, 660);
  const track radio = drive(20, 60, 7, 660);
  const auto one = compare(seen(car, "a"), seen(radio, "b"), first_window);
  const auto other = compare(seen(radio, "b"), seen(car, "a"), first_window);
  EXPECT_EQ(
      std::tie(one.fixes, one.known_ms, one.near_ms, one.moved_m, one.alike_permille),
      std::tie(other.fixes, other.known_ms, other.near_ms, other.moved_m, other.alike_permille));
}

TEST(crew_detect, cars_in_a_row_do_not_move_together) {
  const track first = drive(0, 10, 0, 660);
  track second;
  for (double t = 0; t <= 660; t += 10) {
    put(second, fix_at(10.0 * t - 80.0, 0, t));
  }
  EXPECT_FALSE(moved_together(compare(seen(first, "a"), seen(second, "b"), first_window)));
  EXPECT_TRUE(moved_apart(compare(seen(first, "a"), seen(second, "b"), first_window)));
}

TEST(crew_detect, devices_that_stand_still_beside_each_other_are_no_crew) {
  track a;
  track b;
  for (double t = 0; t <= 660; t += 10) {
    put(a, fix_at(0, 0, t));
    put(b, fix_at(5, 5, t));
  }
  EXPECT_FALSE(moved_together(compare(seen(a, "a"), seen(b, "b"), first_window)));
  EXPECT_FALSE(roams(seen(a, "a"), first_window));
}

TEST(crew_detect, ways_that_cross_again_and_again_are_not_alike) {
  track a;
  track b;
  for (int i = 0; i <= 66; ++i) {
    const double side = i % 2 == 0 ? 12.0 : -12.0;
    put(a, fix_at(side, 0, 10.0 * i));
    put(b, fix_at(-side, 0, 10.0 * i));
  }
  const auto c = compare(seen(a, "a"), seen(b, "b"), first_window);
  EXPECT_EQ(c.near_ms, 600'000);
  EXPECT_LT(c.alike_permille, -990);
  EXPECT_FALSE(moved_together(c));
}

TEST(crew_detect, silence_is_neither_together_nor_apart) {
  const track car = drive(0, 10, 0, 660);
  track radio;
  put(radio, fix_at(0, 0, 0));
  put(radio, fix_at(6600, 0, 660));
  const auto c = compare(seen(car, "a"), seen(radio, "b"), first_window);
  EXPECT_FALSE(moved_together(c));
  EXPECT_FALSE(moved_apart(c));
}

TEST(crew_detector, tells_since_when_two_are_together_and_since_when_apart) {
  track car = drive(0, 10, 0, 3600);
  track radio;
  for (double t = 3; t <= 3600; t += 20) {
    // Elsewhere, in the car from 600 s to 2400 s, elsewhere.
    const bool aboard = t >= 600 && t <= 2400;
    put(radio, fix_at(10.0 * t, aboard ? 0 : 400, t));
  }
  crew_detector detector;
  std::vector<crew_detector::finding> found;
  const std::vector<seen_device> devices{seen(radio, "radio"), seen(car, "car")};
  for (int m = 1; m < 60; ++m) {
    detector.look(start + minutes{m}, devices, found);
  }
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].together);
  EXPECT_EQ(found[0].who.a, 1U) << "by name";
  EXPECT_EQ(found[0].since, start + seconds{603});
  EXPECT_FALSE(found[1].together);
  EXPECT_LE(found[1].since, start + seconds{2400});
  EXPECT_GT(found[1].since, start + seconds{2370});
  EXPECT_TRUE(detector.together().empty());
}

// Everybody against everybody, without cells.
class random_traffic : public testing::TestWithParam<std::uint64_t> {
 protected:
  double uniform(double low, double high) {
    return std::uniform_real_distribution{low, high}(random_);
  }
  int below(int n) { return std::uniform_int_distribution{0, n - 1}(random_); }

  // Cars that go and stop, each with up to three devices, of which some change cars at half-time.
  void make_traffic() {
    constexpr int cars = 12;
    std::vector<std::vector<std::pair<double, double>>> ways(cars);
    for (auto& way : ways) {
      double x = uniform(-1500, 1500);
      double y = uniform(-1500, 1500);
      while (way.size() < 2400) {
        const double goal_x = uniform(-1500, 1500);
        const double goal_y = uniform(-1500, 1500);
        const double length = std::hypot(goal_x - x, goal_y - y);
        const int steps = 1 + static_cast<int>(length / uniform(1, 15));
        for (int i = 1; i <= steps; ++i) {
          way.emplace_back(x + (goal_x - x) * i / steps, y + (goal_y - y) * i / steps);
        }
        x = goal_x;
        y = goal_y;
        way.insert(way.end(), static_cast<std::size_t>(below(200)), {x, y});
      }
    }
    for (int d = 0; d < 30; ++d) {
      const int first = below(cars);
      const int second = below(3) == 0 ? below(cars) : first;
      const int refresh = std::array{5, 10, 30, 60}.at(static_cast<std::size_t>(below(4)));
      track& path = paths_.emplace_back();
      for (int t = below(refresh); t < 2400; t += refresh) {
        const auto& way = ways[static_cast<std::size_t>(t < 1200 ? first : second)];
        const auto [x, y] = way[static_cast<std::size_t>(t)];
        if (below(20) > 0) {
          path.insert(fix_at(x + uniform(-8, 8), y + uniform(-8, 8), t), 1e6, plane());
        }
      }
    }
    for (std::size_t d = 0; d < paths_.size(); ++d) {
      names_.push_back("d" + std::to_string(below(1000)) + "_" + std::to_string(d));
    }
    for (std::size_t d = 0; d < paths_.size(); ++d) {
      devices_.push_back(seen(paths_[d], names_[d]));
    }
  }

  std::mt19937_64 random_{GetParam()};
  std::vector<track> paths_;
  std::vector<std::string> names_;
  std::vector<seen_device> devices_;
};

TEST_P(random_traffic, is_read_as_if_all_pairs_were_compared) {
  make_traffic();
  crew_detector detector;
  std::vector<std::pair<std::string, std::string>> together;
  int met = 0;
  for (int m = 1; m <= 40; ++m) {
    const interval window = crew_detector::window_of(start + minutes{m});
    std::vector<std::string> expected;
    for (const seen_device& a : devices_) {
      for (const seen_device& b : devices_) {
        if (!(a.name < b.name)) {
          continue;
        }
        const std::pair names{std::string{a.name}, std::string{b.name}};
        const auto known = std::find(together.begin(), together.end(), names);
        const auto c = compare(a, b, window);
        if (known != together.end()) {
          if (moved_apart(c)) {
            together.erase(known);
            expected.push_back(names.first + " " + names.second + " apart");
          }
          continue;
        }
        const auto at_a = place_at(a, window.to);
        const auto at_b = place_at(b, window.to);
        if (moved_together(c) && roams(a, window) && roams(b, window) && at_a && at_b &&
            std::hypot(at_a->x_mm - at_b->x_mm, at_a->y_mm - at_b->y_mm) <= 512'000.0) {
          together.push_back(names);
          expected.push_back(names.first + " " + names.second + " together");
          ++met;
        }
      }
    }
    std::vector<crew_detector::finding> found;
    detector.look(start + minutes{m}, devices_, found);
    std::vector<std::string> told;
    for (const auto& f : found) {
      told.push_back(std::string{devices_[f.who.a].name} + " " +
                     std::string{devices_[f.who.b].name} + (f.together ? " together" : " apart"));
    }
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    std::sort(expected.begin(), expected.end());
    std::sort(told.begin(), told.end());
    ASSERT_EQ(told, expected) << "minute " << m;
  }
  EXPECT_GT(met, 5);
}

INSTANTIATE_TEST_SUITE_P(seeds, random_traffic, testing::Range<std::uint64_t>(1, 7));

}  // namespace
}  // namespace beatwatch
