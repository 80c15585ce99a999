// What a zone can have got at most, if cars kept to roads.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "engine/engine.h"
#include "tests/support/drawn_roads.h"
#include "tests/support/seed_count.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

/// A car drives along the street from A to B and round to D. NEXT lies on the way back, 300 m from
/// where it sets out across the gardens and 2.3 km by road; AHEAD lies on its way.
class on_roads : public testing::Test {
 protected:
  on_roads() {
    day_.add_zone("NEXT", -50, -350, 50, -250);
    day_.add_zone("AHEAD", 450, -650, 550, -550);
    day_.add_zone("GARDEN", 450, -480, 550, -420);
    day_.add_unit("A1", "CAR1");
    reporting_profile& cars = day_.settings().profiles.front();
    cars.refresh = std::chrono::seconds{20};
    cars.keeps_to_roads = true;
  }

  static constexpr drawing streets{.picture = R"(
D   C
A   B)",
                                   .roads = "A-B B-C C-D",
                                   .cell_m = 300.0};

  [[nodiscard]] engine run(const std::vector<event>& pings,
                           double until_s,
                           bool roads = true) const {
    engine e = day_.make_engine();
    std::vector<event> events = pings;
    if (roads) {
      const auto drawn = roads_of(streets);
      e.offer(drawn);
      events.insert(events.begin(),
                    {shift_builder::at(0), "roads", 0, roads_activated{drawn->hash()}});
    }
    (void)day_.run(e, events, until_s);
    return e;
  }
  static interval window(double to_s) { return {shift_builder::at(0), shift_builder::at(to_s)}; }
  [[nodiscard]] std::vector<event> along_the_street() const {
    std::vector<event> pings;
    for (int i = 0; i <= 5; ++i) {
      pings.push_back(day_.ping_event("CAR1", 100 + 200 * i, -600, 20 * i, 20 * i + 1));
    }
    return pings;
  }

  shift_builder day_;
};

TEST_F(on_roads, a_car_cannot_be_across_the_gardens) {
  const engine e = run(along_the_street(), 110);
  const std::int64_t free_ms = e.presence("NEXT", window(100))->presence.at_most_ms;
  const auto by_road = e.at_most_on_roads("NEXT", window(100));
  EXPECT_GT(free_ms, 5'000);
  ASSERT_TRUE(by_road);
  EXPECT_EQ(*by_road, 0) << "it is 2 km by road";
  EXPECT_EQ(e.at_most_on_roads("GARDEN", window(100)), 0) << "no road leads there";
}

TEST_F(on_roads, what_lies_on_the_road_stays_possible_and_what_is_likely_stays) {
  const engine e = run(along_the_street(), 110);
  const presence_measure free = e.presence("AHEAD", window(100))->presence;
  const auto by_road = e.at_most_on_roads("AHEAD", window(100));
  ASSERT_TRUE(by_road);
  EXPECT_LE(*by_road, free.at_most_ms);
  EXPECT_GE(*by_road, free.about_ms);
  EXPECT_GT(free.about_ms, 0);
}

TEST_F(on_roads, a_car_off_the_roads_may_be_anywhere_as_ever) {
  std::vector<event> pings = along_the_street();
  for (std::size_t i = 0; i < pings.size(); ++i) {
    std::get<ping>(pings[i].body).at = day_.place(100.0 + 200.0 * static_cast<double>(i), -540);
  }
  const engine e = run(pings, 110);
  EXPECT_EQ(e.at_most_on_roads("NEXT", window(100)),
            e.presence("NEXT", window(100))->presence.at_most_ms);
}

TEST_F(on_roads, of_devices_that_need_not_keep_to_roads_nothing_is_narrowed) {
  day_.settings().profiles.front().keeps_to_roads = false;
  const engine e = run(along_the_street(), 110);
  EXPECT_EQ(e.at_most_on_roads("NEXT", window(100)),
            e.presence("NEXT", window(100))->presence.at_most_ms);
}

TEST_F(on_roads, is_not_told_without_roads_nor_of_what_is_settled) {
  EXPECT_FALSE(run(along_the_street(), 110, false).at_most_on_roads("NEXT", window(100)));
  EXPECT_FALSE(run(along_the_street(), 20'000).at_most_on_roads("NEXT", window(100)));
  EXPECT_FALSE(run(along_the_street(), 110).at_most_on_roads("NOWHERE", window(100)));
}

// A car whose every second on the road is known, heard with errors: it is never where the figure
// says that it cannot have been.
TEST_F(on_roads, holds_the_truth_of_who_keeps_to_roads) {
  std::int64_t in_all = 0;
  for (std::uint64_t seed = 0; seed < seed_count(8); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> between{-1, 1};
    const auto on_street = [](double gone_m) {  // A to B to C to D, 2700 m
      if (gone_m < 1'200) {
        return std::pair{gone_m, -600.0};
      }
      return gone_m < 1'500 ? std::pair{1'200.0, gone_m - 1'800.0}
                            : std::pair{2'700.0 - gone_m, -300.0};
    };
    double gone_m = 1'350 + 1'350 * between(random);
    double speed_mps = 0;
    std::vector<std::pair<double, double>> truth;
    std::vector<event> pings;
    const int refresh_s = 5 + static_cast<int>(seed % 4) * 10;
    for (int t = 0; t <= 900; ++t) {
      truth.push_back(on_street(gone_m));
      if (t % refresh_s == 0) {
        pings.push_back(day_.ping_event("CAR1",
                                        truth.back().first + 10 * between(random),
                                        truth.back().second + 10 * between(random),
                                        t,
                                        t + 1));
      }
      if (t % 30 == 0) {
        speed_mps = 40 * between(random);
      }
      gone_m = std::clamp(gone_m + speed_mps, 0.0, 2'700.0);
    }
    const engine e = run(pings, 910);
    for (const auto& [zone, x_m, y_m] :
         {std::tuple{"NEXT", 0.0, -300.0}, {"AHEAD", 500.0, -600.0}}) {
      for (int t = 0; t < 890; ++t) {
        const interval moment{shift_builder::at(t), shift_builder::at(t) + duration{1}};
        const auto& [at_x_m, at_y_m] = truth[static_cast<std::size_t>(t)];
        const bool inside = std::abs(at_x_m - x_m) <= 50 && std::abs(at_y_m - y_m) <= 50;
        const auto by_road = e.at_most_on_roads(zone, moment);
        const presence_measure free = e.presence(zone, moment)->presence;
        ASSERT_TRUE(by_road);
        ASSERT_GE(*by_road, inside ? 1 : 0) << zone << " at " << t;
        ASSERT_LE(*by_road, free.at_most_ms);
        ASSERT_GE(*by_road, free.about_ms);
        in_all += free.at_most_ms - *by_road;
      }
    }
  }
  EXPECT_GT(in_all, 100) << "else nothing was tested";
}

}  // namespace
}  // namespace beatwatch
