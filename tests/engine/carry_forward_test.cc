// What the silence of a device says that reports whenever it has gone a given distance.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "engine/engine.h"
#include "tests/support/seed_count.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using std::chrono::seconds;

/// An officer on foot whose radio reports after 50 m, and every five minutes at the latest. HERE is
/// a square of 200 m around the origin, BESIDE the one to the east of it, 90 m away.
class carry_forward : public testing::Test {
 protected:
  carry_forward() {
    day_.add_zone("HERE", -100, -100, 100, 100);
    day_.add_zone("BESIDE", 190, -100, 390, 100);
    day_.add_unit("W1", "RADIO1", unit_kind::foot, {}, "");
    reporting_profile& radios = day_.settings().profiles.front();
    radios.gap_limit = seconds{320};
    radios.merge_gap = seconds{320};
    radios.report_distance = metres{50};
    radios.heartbeat = seconds{300};
  }

  [[nodiscard]] event report(double x_m, double t, ping_trigger why) const {
    event e = day_.ping_event("RADIO1", x_m, 0, t, t + 1);
    std::get<ping>(e.body).trigger = why;
    return e;
  }
  [[nodiscard]] presence_measure got(const std::string& zone,
                                     const std::vector<event>& events,
                                     double until_s = 240) const {
    engine e = day_.make_engine();
    (void)day_.run(e, events, until_s + 5);
    return e.presence(zone, {shift_builder::at(0), shift_builder::at(until_s)})->presence;
  }

  shift_builder day_;
};

TEST_F(carry_forward, says_that_an_officer_stayed_whose_radio_is_silent) {
  const std::vector<event> silent{report(0, 0, ping_trigger::distance),
                                  report(5, 240, ping_trigger::interval)};
  EXPECT_EQ(got("HERE", silent).at_least_ms, 240'000);
  EXPECT_EQ(got("BESIDE", silent), presence_measure{}) << "a report would have come on the way";
  day_.settings().profiles.front().report_distance = metres{0};
  EXPECT_LT(got("HERE", silent).at_least_ms, 100'000);
  EXPECT_GT(got("BESIDE", silent).at_most_ms, 100'000);
}

TEST_F(carry_forward, says_nothing_of_a_radio_that_does_not_say_why_it_reports) {
  const std::vector<event> silent{report(0, 0, ping_trigger::unknown),
                                  report(5, 240, ping_trigger::interval)};
  EXPECT_LT(got("HERE", silent).at_least_ms, 100'000);
}

TEST_F(carry_forward, says_nothing_while_a_radio_may_have_been_switched_off) {
  EXPECT_LT(got("HERE", {report(0, 0, ping_trigger::interval), report(5, 240, ping_trigger::power)})
                .at_least_ms,
            100'000);
  EXPECT_LT(got("HERE", {report(0, 0, ping_trigger::power), report(5, 240, ping_trigger::interval)})
                .at_least_ms,
            100'000);
}

TEST_F(carry_forward, is_bounded_by_the_heartbeat) {
  EXPECT_LT(got("HERE",
                {report(0, 0, ping_trigger::interval), report(5, 310, ping_trigger::interval)},
                310)
                .at_least_ms,
            100'000);
}

TEST_F(carry_forward, gives_way_to_a_fix_that_contradicts_it) {
  EXPECT_LT(
      got("HERE", {report(0, 0, ping_trigger::interval), report(200, 240, ping_trigger::distance)})
          .at_least_ms,
      100'000)
      << "a report was lost";
}

TEST_F(carry_forward, leaves_what_the_edge_of_the_zone_leaves_open) {
  const auto at_edge =
      got("HERE", {report(80, 0, ping_trigger::interval), report(80, 240, ping_trigger::interval)});
  EXPECT_LT(at_edge.at_least_ms, 100'000) << "it can have left by 20 m without a report";
  EXPECT_EQ(at_edge.at_most_ms, 240'000);
}

TEST_F(carry_forward, is_likely_and_not_proved_since_the_last_fix) {
  engine e = day_.make_engine();
  (void)day_.run(e, {report(0, 0, ping_trigger::interval)}, 200);
  const auto open = e.since_last_fixes("HERE", {shift_builder::at(0), shift_builder::at(1'000)});
  ASSERT_TRUE(open);
  EXPECT_GE(open->about_ms, 180'000) << "up to the last tick";
  EXPECT_LT(open->at_least_ms, 50'000) << "a report may be on its way";
  std::vector<change> changes;
  e.apply(std::vector<event>{day_.tick_event(400)}, changes);
  const auto later = e.since_last_fixes("HERE", {shift_builder::at(0), shift_builder::at(1'000)});
  EXPECT_EQ(later->about_ms, 300'000) << "then the heartbeat is missing";
}

// A walker whose every second is known and a radio that keeps to its profile, with errors up to
// 10 m: what is proved is true, and nothing true is ruled out.
TEST_F(carry_forward, holds_the_truth_between_its_bounds) {
  std::int64_t in_all = 0;
  for (std::uint64_t seed = 0; seed < seed_count(8); ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random{seed};
    std::uniform_real_distribution<double> between{-1, 1};
    double x_m = 150 * between(random);
    double way = 0;
    double told_x_m = 1e9;
    int told_at = 0;
    std::vector<event> events;
    std::vector<double> truth;
    for (int t = 0; t <= 3'000; ++t) {
      const double seen_x_m = x_m + 10 * between(random);
      const bool far = std::abs(seen_x_m - told_x_m) >= 48;
      if (far || t - told_at >= 299) {
        events.push_back(
            report(seen_x_m, t, far ? ping_trigger::distance : ping_trigger::interval));
        told_x_m = seen_x_m;
        told_at = t;
      }
      truth.push_back(x_m);
      if (t % 60 == 0) {
        way = between(random) < 0.2 ? 0 : 1.3 * between(random);
      }
      x_m = std::clamp(x_m + way, -250.0, 400.0);
    }
    engine e = day_.make_engine();
    (void)day_.run(e, events, 3'100);
    for (int t = 1; t < told_at; ++t) {
      const interval moment{shift_builder::at(t), shift_builder::at(t) + duration{1}};
      const double at_m = truth[static_cast<std::size_t>(t)];
      for (const auto& [zone, low, high] :
           {std::tuple{"HERE", -100.0, 100.0}, {"BESIDE", 190.0, 390.0}}) {
        const presence_measure said = e.presence(zone, moment)->presence;
        const bool inside = low <= at_m && at_m <= high;
        ASSERT_LE(said.at_least_ms, inside ? 1 : 0) << zone << " at " << t;
        ASSERT_GE(said.at_most_ms + said.unknown_ms, inside ? 1 : 0) << zone << " at " << t;
        in_all += said.at_least_ms;
      }
    }
  }
  EXPECT_GT(in_all, 1'000) << "else nothing was tested";
}

}  // namespace
}  // namespace beatwatch
