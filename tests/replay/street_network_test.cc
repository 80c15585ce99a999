#include "replay/street_network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "replay/random.h"
#include "replay/route_choice.h"

namespace beatwatch {
namespace {

street between_junctions(std::uint32_t from,
                         std::uint32_t to,
                         plane_point a,
                         plane_point b,
                         std::uint32_t opposite = no_street) {
  return {.from = from, .to = to, .shape = {a, b}, .speed_mps = 10.0, .opposite = opposite};
}

// 0 --100 m-- 1 --100 m-- 2, both ways; street 2 k goes east, 2 k + 1 west.
street_network three_in_a_row(std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden = {}) {
  const std::vector<plane_point> at{{0, 0}, {100'000, 0}, {200'000, 0}};
  return {3,
          {between_junctions(0, 1, at[0], at[1], 1),
           between_junctions(1, 0, at[1], at[0], 0),
           between_junctions(1, 2, at[1], at[2], 3),
           between_junctions(2, 1, at[2], at[1], 2)},
          std::move(forbidden)};
}

TEST(street_network, offers_to_turn_round_last) {
  const street_network network = three_in_a_row();
  street_list next;
  network.next_streets(0, next);
  EXPECT_EQ(next, (street_list{2, 1}));
  network.next_streets(2, next);
  EXPECT_EQ(next, street_list{3});
}

TEST(street_network, knows_forbidden_turns) {
  const street_network network = three_in_a_row({{0, 2}});
  EXPECT_TRUE(network.route(0, 3, 0).empty() || network.route(0, 3, 0).at(1) != 2);
  street_list next;
  network.next_streets(0, next);
  EXPECT_EQ(next, street_list{1}) << "all that is left is to turn round";
}

TEST(street_network, finds_places_along_streets) {
  const street_network network = three_in_a_row();
  const street_place place = network.nearest_place({140'000, 30'000});
  EXPECT_EQ(network.point_at(place), (plane_point{140'000, 0}));
  EXPECT_EQ(network.point_at(other_side(network, place)), (plane_point{140'000, 0}));
}

TEST(street_network, leaves_out_what_cannot_be_left_again) {
  std::vector<street> streets;
  const std::vector<plane_point> at{{0, 0}, {100'000, 0}, {200'000, 0}};
  streets.push_back(between_junctions(0, 1, at[0], at[1], 1));
  streets.push_back(between_junctions(1, 0, at[1], at[0], 0));
  streets.push_back(between_junctions(1, 2, at[1], at[2]));  // one way into a trap
  const street_network network{3, streets, {}};
  EXPECT_EQ(network.main_part().size(), 2U);
}

TEST(route_choice, goes_straight_on_or_turns_round_on_the_same_street) {
  const street_network network = three_in_a_row();
  const street_route ahead = route_between(network, {0, 20.0}, {0, 70.0}, 0);
  EXPECT_EQ(ahead.streets, street_list{0});
  EXPECT_EQ(ahead.end_m - ahead.start_m, 50.0);
  const street_route behind = route_between(network, {0, 70.0}, {0, 20.0}, 0);
  ASSERT_FALSE(behind.streets.empty());
  EXPECT_EQ(network.point_at({behind.streets.back(), behind.end_m}), (plane_point{20'000, 0}));
}

// Every route found is connected, obeys the bans, and is no more than the tolerated 30 % slower
// than the quickest one, which Bellman and Ford's relaxation finds.
TEST(street_network, routes_are_nearly_the_quickest_on_random_networks) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    random_stream random{seed, 5};
    constexpr std::uint32_t junctions = 12;
    std::vector<plane_point> at;
    for (std::uint32_t i = 0; i < junctions; ++i) {
      at.push_back({static_cast<std::int32_t>(random.below(1'000'000)),
                    static_cast<std::int32_t>(random.below(1'000'000))});
    }
    std::vector<street> streets;
    for (int i = 0; i < 40; ++i) {
      const std::uint32_t from = random.below(junctions);
      const std::uint32_t to = (from + 1 + random.below(junctions - 1)) % junctions;
      streets.push_back(between_junctions(from, to, at[from], at[to]));
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> forbidden;
    for (int i = 0; i < 20; ++i) {
      forbidden.emplace_back(random.below(40), random.below(40));
    }
    const street_network network{junctions, streets, forbidden};
    std::vector<double> quickest(network.size(), std::numeric_limits<double>::infinity());
    quickest[0] = 0.0;
    street_list next;
    for (std::size_t round = 0; round < network.size(); ++round) {
      for (std::uint32_t from = 0; from < network.size(); ++from) {
        network.next_streets(from, next);
        for (const std::uint32_t to : next) {
          quickest[to] = std::min(quickest[to],
                                  quickest[from] + network.at(to).length_m / 10.0 +
                                      (to == network.at(from).opposite ? 20.0 : 0.0));
        }
      }
    }
    for (std::uint32_t to = 0; to < network.size(); ++to) {
      const street_list route = network.route(0, to, seed);
      ASSERT_EQ(route.empty(), quickest[to] == std::numeric_limits<double>::infinity());
      double taken_s = 0.0;
      for (std::size_t i = 1; i < route.size(); ++i) {
        network.next_streets(route[i - 1], next);
        ASSERT_NE(std::find(next.begin(), next.end(), route[i]), next.end());
        taken_s += network.at(route[i]).length_m / 10.0 +
                   (route[i] == network.at(route[i - 1]).opposite ? 20.0 : 0.0);
      }
      if (!route.empty()) {
        EXPECT_LE(taken_s, 1.3 * quickest[to] + 0.1);
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch
