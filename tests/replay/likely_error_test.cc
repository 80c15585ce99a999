// A small piece of bench/replay/likely_error_bench.cc that can fail.
#include "bench/replay/likely_error.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

TEST(likely_error, of_cars_is_far_less_along_roads_than_along_the_straight_line) {
  const patrolled_town town = make_patrolled_town(3, 1);
  const likely_error error = likely_errors_of(town,
                                              false,
                                              {.refresh = std::chrono::seconds{30},
                                               .noise_m = 5.0,
                                               .evidence = true,
                                               .motion = true,
                                               .seed = 900})
                                 .of_moves;
  EXPECT_GT(error.truth_ms, 600'000);
  EXPECT_LT(error.matched_off_ms * 10, error.straight_off_ms * 7);
}

TEST(likely_error, of_officers_on_foot_is_not_more_along_roads) {
  const patrolled_town town = make_patrolled_town(3, 1);
  const likely_error error =
      likely_errors_of(
          town,
          true,
          {.refresh = std::chrono::seconds{60}, .noise_m = 10.0, .evidence = true, .seed = 900})
          .of_moves;
  EXPECT_GT(error.truth_ms, 600'000);
  EXPECT_LT(error.matched_off_ms, error.straight_off_ms);
}

}  // namespace
}  // namespace beatwatch
