#include "engine/figures/level_visits.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "engine/base/interval_set.h"
#include "tests/support/place_evidence.h"

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;

// Of zones with these visits, one list for each.
std::vector<counted_visit> level_of(const std::vector<std::vector<counted_visit>>& of_zones) {
  const std::vector<std::span<const counted_visit>> spans{of_zones.begin(), of_zones.end()};
  return level_visits(spans);
}

TEST(level_visits, a_unit_in_two_zones_at_once_is_there_once) {
  counted_visit other = sure_visit(5, 25);
  other.zone = "BEAT-2";
  const auto found = level_of({{sure_visit(0, 10)}, {other}, {sure_visit(3, 8, "CAR-2")}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].unit, "CAR-1");
  EXPECT_EQ(found[0].span, minutes_between(0, 25));
  EXPECT_EQ(found[0].inside.at_least_ms, 20 * minute_ms) << "the most of one";
  EXPECT_EQ(found[0].inside.about_ms, 25 * minute_ms) << "no more than the span";
  EXPECT_EQ(found[0].pings, 10U) << "they may be the same";
  EXPECT_EQ(found[1].unit, "CAR-2");
}

TEST(level_visits, a_unit_that_goes_from_zone_to_zone_stays) {
  const auto found = level_of({{sure_visit(10, 20), sure_visit(0, 10), sure_visit(21, 30)}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].span, minutes_between(0, 20));
  EXPECT_EQ(found[0].inside.at_least_ms, 20 * minute_ms);
  EXPECT_EQ(found[0].pings, 20U);
}

TEST(level_visits, are_the_united_spans_of_each_unit) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 200; ++round) {
    std::vector<counted_visit> visits;
    std::map<std::string, std::vector<interval>> spans;
    for (int i = 0; i < 20; ++i) {
      const auto from = static_cast<std::int64_t>(random() % 300);
      const std::string unit = "CAR-" + std::to_string(random() % 3);
      visits.push_back(sure_visit(from, from + 1 + static_cast<std::int64_t>(random() % 20), unit));
      visits.back().zone = "BEAT-" + std::to_string(random() % 5);
      spans[unit].push_back(visits.back().span);
    }
    std::map<std::string, std::vector<interval>> found;
    for (const counted_visit& visit : level_of({visits})) {
      found[visit.unit].push_back(visit.span);
      const std::int64_t length = visit.span.length().count();
      EXPECT_LE(visit.inside.at_least_ms, visit.inside.about_ms);
      EXPECT_LE(visit.inside.about_ms, length);
    }
    for (auto& [unit, all] : spans) {
      EXPECT_EQ(found[unit], united(all));
    }
  }
}

}  // namespace
}  // namespace beatwatch
