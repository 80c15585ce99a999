#include "engine/roads/match_rules.h"

namespace beatwatch {

using namespace std::chrono_literals;

match_rules foot_match_rules() {
  return {.way = {.user = road_user::foot,
                  .per_mm = 100,
                  .u_turn = 8 * one_nat,
                  .u_turn_at_end = one_nat},
          .pace = {.mm_per_s = 1'350,
                   .from = 55s,
                   .least_percent = 50,
                   .most_percent = 115,
                   .per_mm_below = 8,
                   .per_mm_above = 200,
                   .u_turn = 6 * one_nat,
                   .per_junction = one_nat * 6 / 5},
          .error_mm = 12'000,
          .limit_mm = 55'000,
          .roads_max = 10,
          .correlation = 20s,
          .off_road = 12 * one_nat,
          .leave_road = 6 * one_nat,
          .off_road_per_mm = 150,
          .margin = 22 * one_nat,
          .cap_mmps = 3'000,
          .gap = 20min};
}

match_rules car_match_rules() {
  return {.way = {.user = road_user::car,
                  .per_mm = 10,
                  .per_ms = 300,
                  .u_turn = 10 * one_nat,
                  .u_turn_at_end = 3 * one_nat},
          .error_mm = 10'000,
          .limit_mm = 50'000,
          .roads_max = 10,
          .correlation = 10s,
          .against_heading = 12 * one_nat,
          .off_road = 12 * one_nat,
          .leave_road = 6 * one_nat,
          .off_road_per_mm = 100,
          .margin = 12 * one_nat,
          .cap_mmps = 50'000,
          .gap = 20min};
}

}  // namespace beatwatch
