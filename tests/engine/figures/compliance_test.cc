#include "engine/figures/compliance.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "tests/support/place_evidence.h"

namespace beatwatch {
namespace {

using std::chrono::minutes;

constexpr std::int64_t minute_ms = 60'000;

place_evidence evening(std::vector<counted_visit> visits) {
  return {.window = minutes_between(0, 1440),
          .told = minutes_between(0, 1440),
          .visits = std::move(visits)};
}

const std::vector<interval> one_window{minutes_between(1200, 1320)};

delivery outcome(const place_evidence& evidence, const plan_demand& demand) {
  return deliveries_of(evidence, one_window, demand).front().outcome;
}

TEST(compliance, visits_in_the_window_count_and_others_do_not) {
  const auto evidence =
      evening({sure_visit(1100, 1110), sure_visit(1195, 1205), sure_visit(1300, 1330)});
  EXPECT_EQ(outcome(evidence, {.visits = 2}), delivery::met);
  EXPECT_EQ(outcome(evidence, {.visits = 3}), delivery::missed);
}

TEST(compliance, an_inferred_visit_is_shown_and_never_counted) {
  counted_visit inferred = sure_visit(1210, 1230);
  inferred.pings = 0;
  const auto got = deliveries_of(evening({inferred}), one_window, {.visits = 1}).front();
  EXPECT_EQ(got.visits, 0U);
  EXPECT_EQ(got.inferred, 1U);
  EXPECT_EQ(got.dose_ms, 0);
  EXPECT_EQ(got.outcome, delivery::missed);
}

TEST(compliance, a_visit_that_does_not_qualify_is_none) {
  counted_visit passing = sure_visit(1210, 1211);
  passing.qualifies = false;
  EXPECT_EQ(outcome(evening({passing}), {.visits = 1}), delivery::missed);
}

TEST(compliance, dose_is_credited_time_inside_the_window) {
  counted_visit half_in = sure_visit(1190, 1210);  // 10 minutes of it in the window
  half_in.credited_ms = 15 * minute_ms;
  const auto got =
      deliveries_of(evening({half_in, sure_visit(1250, 1256)}), one_window, {}).front();
  EXPECT_EQ(got.dose_ms, 16 * minute_ms);
  EXPECT_EQ(outcome(evening({half_in}), {.dose = minutes{10}}), delivery::met);
  EXPECT_EQ(outcome(evening({half_in}), {.dose = minutes{11}}), delivery::missed);
}

TEST(compliance, a_gap_reaches_from_the_edge_of_the_window) {
  const auto evidence = evening({sure_visit(1240, 1250)});
  EXPECT_EQ(deliveries_of(evidence, one_window, {}).front().longest_gap, minutes{70});
  EXPECT_EQ(outcome(evidence, {.max_gap = minutes{70}}), delivery::met);
  EXPECT_EQ(outcome(evidence, {.max_gap = minutes{69}}), delivery::missed);
}

TEST(compliance, silence_is_not_a_missed_window) {
  auto evidence = evening({});
  evidence.untold = {minutes_between(1310, 1340)};
  EXPECT_EQ(outcome(evidence, {.visits = 1}), delivery::not_known);
  evidence.untold.clear();
  evidence.cells = {{minutes_between(1200, 1260), {0, 0, 0, minute_ms}, {}}};
  EXPECT_EQ(outcome(evidence, {.visits = 1}), delivery::not_known);
  evidence.visits = {sure_visit(1270, 1280)};
  EXPECT_EQ(outcome(evidence, {.visits = 1}), delivery::met) << "whatever else there was";
}

TEST(compliance, what_one_window_has_too_much_makes_up_for_no_other) {
  const plan_demand demand{.visits = 2, .dose = minutes{10}};
  const std::vector<window_delivery> windows{
      {.visits = 5, .dose_ms = 50 * minute_ms, .outcome = delivery::met},
      {.visits = 1, .dose_ms = 4 * minute_ms, .outcome = delivery::missed},
      {.outcome = delivery::not_known}};
  const compliance_figures sum = compliance_of(windows, demand);
  EXPECT_EQ(sum.windows, 3U);
  EXPECT_EQ(sum.met, 1U);
  EXPECT_EQ(sum.not_known, 1U);
  EXPECT_EQ(sum.visits_asked, 6U);
  EXPECT_EQ(sum.visits_delivered, 3U);
  EXPECT_EQ(sum.dose_asked_ms, 30 * minute_ms);
  EXPECT_EQ(sum.dose_delivered_ms, 14 * minute_ms);
  EXPECT_NEAR(sum.share.low, wilson_interval(1, 2).low, 1e-12);
}

}  // namespace
}  // namespace beatwatch
