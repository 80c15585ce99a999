#include "adapters/records/trail_store.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

const instant begin = ms_to_instant(1'795'183'200'000);

// So many steps of 1.1 m to the north.
trail_point point(duration after, int steps) {
  return {.at = begin + after,
          .where = {.lat_e7 = 526'700'000 + steps * 100, .lon_e7 = -7'300'000},
          .error_cm = 700};
}

class trails : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<duration> times(const std::string& unit, interval window) {
    std::vector<duration> result;
    for (const trail_point& p : store_.trail(unit, window)) {
      result.push_back(p.at - begin);
    }
    return result;
  }

  temporary_folder folder_;
  trail_store store_{folder_.path() / "trails.sqlite"};
};

TEST_F(trails, a_point_stands_until_the_unit_is_far_enough_or_long_enough_away) {
  store_.add("U1", point(0s, 0));
  store_.add("U1", point(5s, 20));    // 22 m
  store_.add("U1", point(10s, 30));   // 33 m: kept
  store_.add("U1", point(69s, 31));   // 59 s later
  store_.add("U1", point(70s, 31));   // a minute later: kept
  store_.add("U1", point(60s, 900));  // older than the newest
  EXPECT_EQ(times("U1", {begin, begin + 1h}), (std::vector<duration>{0s, 10s, 70s}));
}

TEST_F(trails, each_unit_has_its_own_within_the_window) {
  store_.add("U1", point(0s, 0));
  store_.add("U2", point(1s, 0));
  store_.add("U1", point(2h, 0));
  EXPECT_EQ(times("U1", {begin, begin + 2h}), std::vector<duration>{0s}) << "the end is not part";
  EXPECT_EQ(times("U2", {begin, begin + 3h}), std::vector<duration>{1s});
  EXPECT_TRUE(times("U3", {begin, begin + 3h}).empty());
}

TEST_F(trails, are_there_after_a_restart) {
  store_.add("U1", point(0s, 0));
  store_.keep();
  trail_store again{folder_.path() / "trails.sqlite"};
  const auto found = again.trail("U1", {begin, begin + 1h});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].where, point(0s, 0).where);
  EXPECT_EQ(found[0].error_cm, 700u);
}

TEST_F(trails, are_forgotten_after_a_day) {
  store_.add("U1", point(0s, 0));
  store_.keep();
  store_.add("U2", point(26h, 0));
  store_.keep();
  EXPECT_TRUE(times("U1", {begin, begin + 48h}).empty());
  EXPECT_EQ(times("U2", {begin, begin + 48h}).size(), 1u);
}

}  // namespace
}  // namespace beatwatch
