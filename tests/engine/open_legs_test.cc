// What a zone may have got since the last fixes.
#include <gtest/gtest.h>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

class open_legs : public testing::Test {
 protected:
  open_legs() {
    day.settings().profiles.front().gap_limit = std::chrono::seconds{120};
    day.add_zone("HERE", -1'000, -1'000, 1'000, 1'000);
    day.add_zone("NEAR", 2'000, -1'000, 3'000, 1'000);
    day.add_zone("FAR", 20'000, -1'000, 21'000, 1'000);
    day.add_unit("A1", "CAR1");
  }
  // Nothing but the time goes on after the pings.
  engine after(const std::vector<event>& pings, double now_s) {
    engine e = day.make_engine();
    day.run(e, pings, now_s);
    std::vector<change> changes;
    const event now = day.tick_event(now_s);
    e.apply({&now, 1}, changes);
    return e;
  }
  presence_measure since(const engine& e, const std::string& zone) {
    return *e.since_last_fixes(zone, {day.at(0), day.at(3'600)});
  }

  shift_builder day;
};

TEST_F(open_legs, go_as_far_as_now) {
  const engine e = after({day.ping_event("CAR1", 0, 0, 0, 1)}, 60);
  const presence_measure here = since(e, "HERE");
  EXPECT_GT(here.at_least_ms, 15'000);
  EXPECT_LT(here.at_least_ms, 20'000) << "1000 m to the boundary at 50 m/s, less its error";
  EXPECT_EQ(here.at_most_ms, 60'000);
  const presence_measure near = since(e, "NEAR");
  EXPECT_EQ(near.at_least_ms, 0);
  EXPECT_GT(near.at_most_ms, 20'000);
  EXPECT_LT(near.at_most_ms, 25'000) << "2000 m to the boundary at 50 m/s, and its error";
  EXPECT_EQ(since(e, "FAR"), presence_measure{});
}

TEST_F(open_legs, are_unknown_beyond_the_gap_limit) {
  const engine e = after({day.ping_event("CAR1", 0, 0, 0, 1)}, 600);
  EXPECT_EQ(since(e, "HERE").at_most_ms, 120'000);
  EXPECT_EQ(since(e, "HERE").unknown_ms, 480'000);
}

TEST_F(open_legs, end_at_the_next_fix) {
  const engine e =
      after({day.ping_event("CAR1", 0, 0, 0, 1), day.ping_event("CAR1", 0, 0, 10, 11)}, 11);
  EXPECT_EQ(since(e, "HERE").at_most_ms, 1'000);
}

TEST_F(open_legs, of_a_device_that_nobody_holds_count_for_nothing) {
  const engine e = after({day.ping_event("CAR2", 0, 0, 0, 1)}, 60);
  EXPECT_EQ(since(e, "HERE"), presence_measure{});
  EXPECT_FALSE(e.since_last_fixes("NOWHERE", {day.at(0), day.at(60)}));
}

TEST_F(open_legs, of_two_crews_are_one_patrol) {
  day.add_unit("B1", "CAR2");
  const engine e =
      after({day.ping_event("CAR1", 0, 0, 0, 1), day.ping_event("CAR2", 0, 0, 0, 1)}, 60);
  EXPECT_EQ(since(e, "HERE").at_most_ms, 60'000);
}

}  // namespace
}  // namespace beatwatch
