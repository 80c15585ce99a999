#include "engine/figures/kinds.h"

#include <gtest/gtest.h>

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;

instant at_min(std::int64_t minutes) { return ms_to_instant(minutes * minute_ms); }

counted_visit visit(unit_kind crew, std::int64_t from_min, std::int64_t length_min) {
  const std::int64_t ms = length_min * minute_ms;
  return {.zone = "Z",
          .unit = "U",
          .span = {at_min(from_min), at_min(from_min + length_min)},
          .inside = {ms / 2, ms, 2 * ms, 0},
          .qualifies = length_min >= 10,
          .officers = 2,
          .crew = crew};
}

TEST(by_kind, sums_the_visits_of_each_kind_that_begin_in_the_window) {
  const place_evidence evidence{.window = {at_min(0), at_min(100)},
                                .told = {at_min(-60), at_min(100)},
                                .visits = {visit(unit_kind::car, -5, 10),
                                           visit(unit_kind::foot, 5, 20),
                                           visit(unit_kind::car, 10, 4),
                                           visit(unit_kind::foot, 30, 6)}};
  const auto rows = by_kind(evidence);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].kind, unit_kind::car);
  EXPECT_EQ(rows[0].visits, 1U) << "the first began before the window";
  EXPECT_EQ(rows[0].qualifying, 0U);
  EXPECT_EQ(rows[1].kind, unit_kind::foot);
  EXPECT_EQ(rows[1].visits, 2U);
  EXPECT_EQ(rows[1].qualifying, 1U);
  EXPECT_EQ(rows[1].inside, (presence_measure{13 * minute_ms, 26 * minute_ms, 52 * minute_ms, 0}));
  EXPECT_EQ(rows[1].officer_about_ms, 52 * minute_ms);
}

TEST(by_kind, of_no_visits_is_no_row) {
  EXPECT_TRUE(by_kind({.window = {at_min(0), at_min(9)}, .told = {at_min(0), at_min(9)}}).empty());
}

}  // namespace
}  // namespace beatwatch
