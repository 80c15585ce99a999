#pragma once
#include <cstddef>
#include <cstdint>

#include "engine/base/units.h"
#include "engine/roads/snap.h"

namespace beatwatch {

/// How unlikely something is, as a negative logarithm in millionths of a nat: costs add where
/// probabilities multiply, and whole numbers add up to the same sum in any order.
using match_cost = std::int64_t;
inline constexpr match_cost one_nat = 1'000'000;

/// What a way along roads costs.
struct way_costs {
  road_user user = road_user::foot;
  match_cost per_mm = 0;
  match_cost per_ms = 0;         ///< of ordinary drive time; cars only
  match_cost u_turn = 0;         ///< to turn round, anywhere
  match_cost u_turn_at_end = 0;  ///< where the road ends
  match_cost per_junction = 0;   ///< for each edge that is entered
};

/// What is known of how far somebody goes in a time: nothing is said while the way is between
/// `least_percent` and `most_percent` of pace x time. Below, they stood somewhere; above, they
/// hurried.
struct pace_rules {
  std::uint32_t mm_per_s = 0;
  duration from{};  ///< ways that took at least this long are judged so, and not by `way_costs`
  std::uint32_t least_percent = 0;
  std::uint32_t most_percent = 0;
  match_cost per_mm_below = 0;
  match_cost per_mm_above = 0;  ///< > 0
  match_cost u_turn = 0;        ///< away from a road's end
  match_cost per_junction = 0;  ///< for each edge that is entered: of ways of one length, few turns
};

/// The model of a map match: a hidden Markov chain whose hidden state is a place on a road in a
/// direction of travel. Costs are of one fix or of the way between two.
struct match_rules {
  way_costs way;
  pace_rules pace;
  std::uint32_t error_mm = 0;      ///< one standard deviation of a fix, in each axis
  std::uint32_t limit_mm = 0;      ///< roads farther from a fix do not come into question
  std::size_t roads_max = 0;       ///< no more of them than this, the nearest ones
  duration correlation{};          ///< errors of fixes closer in time than this are alike
  match_cost against_heading = 0;  ///< for a reported heading opposite to the direction of travel
  match_cost off_road = 0;         ///< for a fix that is off every road
  match_cost leave_road = 0;       ///< to leave the roads or to come back to them
  match_cost off_road_per_mm = 0;
  match_cost margin = 0;       ///< states this much worse than the best are given up
  std::uint32_t cap_mmps = 0;  ///< nobody is faster
  duration gap{};              ///< a longer silence begins a new path
};

/// Somebody on foot, on roads and paths; somebody in a car.
match_rules foot_match_rules();
match_rules car_match_rules();

}  // namespace beatwatch
