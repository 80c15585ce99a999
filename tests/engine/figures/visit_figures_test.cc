// Frequency, lengths, dosage, commitment and observability of a few visits, counted by hand.
#include <gtest/gtest.h>

#include "engine/figures/dosage.h"
#include "engine/figures/duration_bands.h"
#include "engine/figures/frequency.h"
#include "engine/figures/observability.h"
#include "engine/figures/unpredictability.h"
#include "tests/support/place_evidence.h"

namespace beatwatch {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t minute_ms = 60'000;

counted_visit unsure_visit(std::int64_t from,
                           std::int64_t to,
                           std::int64_t least_min,
                           std::int64_t most_min,
                           std::uint32_t pings) {
  counted_visit visit = sure_visit(from, to);
  visit.inside.at_least_ms = least_min * minute_ms;
  visit.inside.at_most_ms = most_min * minute_ms;
  visit.pings = pings;
  return visit;
}

// Two days of two zones; red from 600 to 720 and from 2,040 to 2,160.
place_evidence two_days() {
  return {.window = minutes_between(0, 2880),
          .told = minutes_between(-1440, 2880),
          .visits = {sure_visit(-30, -20),
                     sure_visit(10, 22),
                     unsure_visit(610, 613, 1, 6, 2),
                     unsure_visit(700, 708, 0, 9, 0),
                     sure_visit(2050, 2075)},
          .red = {minutes_between(600, 720), minutes_between(2040, 2160)},
          .due = {minutes_between(600, 720), minutes_between(2040, 2160)}};
}

TEST(visit_figures, frequency_is_per_zone_day_and_per_red_hour) {
  const frequency_figures found = frequency_of(two_days(), 2);
  EXPECT_EQ(found.visits, 4U) << "the one before the window is none of its";
  EXPECT_EQ(found.grade_a, 2U);
  EXPECT_EQ(found.grade_b, 1U);
  EXPECT_EQ(found.grade_c, 1U);
  EXPECT_EQ(found.proved, 3U);
  EXPECT_EQ(found.per_zone_day, 1.0);
  EXPECT_EQ(found.red_visits, 3U);
  EXPECT_EQ(found.per_red_hour, 0.75);
}

TEST(visit_figures, a_band_holds_what_lies_in_it_surely_likely_and_possibly) {
  const duration_bands bands = bands_of(two_days(), seconds{200});
  // At least / about / at most: 12/12/12, 1/3/6, 0/8/9, 25/25/25 minutes.
  EXPECT_EQ(bands[0].visits, (count_estimate{0, 0, 2}));
  EXPECT_EQ(bands[1].visits, (count_estimate{0, 1, 2}));
  EXPECT_EQ(bands[2].visits, (count_estimate{0, 1, 2}));
  EXPECT_EQ(bands[3].visits, (count_estimate{1, 1, 1}));
  EXPECT_EQ(bands[4].visits, (count_estimate{0, 0, 0}));
  EXPECT_EQ(bands[5].visits, (count_estimate{1, 1, 1}));
  EXPECT_TRUE(bands[0].finer_than_refresh);
  EXPECT_TRUE(bands[1].finer_than_refresh);
  EXPECT_FALSE(bands[2].finer_than_refresh);
  EXPECT_FALSE(bands[5].finer_than_refresh);
}

TEST(visit_figures, a_limit_belongs_to_the_band_above_it) {
  place_evidence evidence = two_days();
  evidence.visits = {sure_visit(0, 2), sure_visit(100, 120)};
  const duration_bands bands = bands_of(evidence, std::nullopt);
  EXPECT_EQ(bands[0].visits, (count_estimate{0, 0, 0}));
  EXPECT_EQ(bands[1].visits, (count_estimate{1, 1, 1}));
  EXPECT_EQ(bands[5].visits, (count_estimate{1, 1, 1}));
}

TEST(visit_figures, quartiles_are_lengths_that_were) {
  const auto found = quartiles_of(two_days());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->lower, minutes{3});
  EXPECT_EQ(found->median, minutes{8});
  EXPECT_EQ(found->upper, minutes{12});
}

TEST(visit_figures, officers_are_summed_and_patrols_are_not) {
  place_evidence evidence = two_days();
  evidence.visits[1].officers = 2;
  evidence.cells = {
      {minutes_between(10, 22), {12 * minute_ms, 12 * minute_ms, 13 * minute_ms, 0}, {}}};
  const dosage_figures found = dosage_of(evidence);
  EXPECT_EQ(found.patrol.about_ms, 12 * minute_ms);
  EXPECT_EQ(found.officer.about_ms, (24 + 3 + 8 + 25) * minute_ms);
  EXPECT_EQ(found.officer.at_least_ms, (24 + 1 + 0 + 25) * minute_ms);
}

TEST(visit_figures, time_at_the_station_is_in_no_share) {
  place_evidence evidence = two_days();
  evidence.visits = {sure_visit(0, 20)};
  evidence.visits[0].unallocated_ms = 6 * minute_ms;
  evidence.visits[0].committed_ms = 2 * minute_ms;
  evidence.visits[0].at_station_ms = 9 * minute_ms;
  const commitment_figures found = commitment_of(evidence);
  EXPECT_EQ(found.without_status_ms, 3 * minute_ms);
  EXPECT_EQ(found.unallocated_share, 0.75);
  evidence.visits.clear();
  EXPECT_FALSE(commitment_of(evidence).unallocated_share);
}

TEST(visit_figures, refresh_is_weighed_by_time) {
  const observability_figures found = observability_of(two_days());
  // 12 min / 10, 3 min / 2, none, 25 min / 10.
  EXPECT_EQ(found.refresh_median, seconds{150});
  EXPECT_EQ(found.refresh_p95, seconds{150});
  EXPECT_EQ(found.untold_ms, 0);
}

TEST(visit_figures, what_is_not_told_of_is_not_absence) {
  place_evidence evidence = two_days();
  evidence.told.from = at_min(30);
  evidence.untold = {minutes_between(100, 160)};
  EXPECT_EQ(observability_of(evidence).untold_ms, 90 * minute_ms);
}

TEST(visit_figures, visits_at_one_time_are_predictable) {
  place_evidence evidence{.window = minutes_between(0, 4 * 1440),
                          .told = minutes_between(0, 4 * 1440)};
  for (std::int64_t day = 0; day < 4; ++day) {
    evidence.due.push_back(minutes_between(day * 1440, day * 1440 + 120));
    evidence.visits.push_back(sure_visit(day * 1440 + 40, day * 1440 + 50));
  }
  auto found = unpredictability_of(evidence);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->bins, 4U);
  EXPECT_EQ(found->entropy, 0);
  for (std::int64_t day = 0; day < 4; ++day) {
    evidence.visits[static_cast<std::size_t>(day)] =
        sure_visit(day * 1440 + 30 * day, day * 1440 + 30 * day + 10);
  }
  found = unpredictability_of(evidence);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->entropy, 1, 1e-12);
  EXPECT_NEAR(found->reachable, 1, 1e-12);
  evidence.visits.resize(2);
  found = unpredictability_of(evidence);
  EXPECT_NEAR(found->entropy, 0.5, 1e-12);
  EXPECT_NEAR(found->reachable, 0.5, 1e-12) << "two visits cannot fill four bins";
}

}  // namespace
}  // namespace beatwatch
