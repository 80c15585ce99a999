// What more devices and more units may change.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/random_shift.h"
#include "tests/support/seed_count.h"

namespace beatwatch {
namespace {

presence_answer answer_of(const engine& e, const std::string& zone, interval window) {
  const auto answer = e.presence(zone, window);
  return answer ? *answer : presence_answer{};
}

void expect_no_less(const presence_measure& more, const presence_measure& less) {
  EXPECT_GE(more.at_least_ms, less.at_least_ms);
  EXPECT_GE(more.about_ms, less.about_ms);
  EXPECT_GE(more.at_most_ms, less.at_most_ms);
  EXPECT_GE(more.at_most_ms + more.unknown_ms, less.at_most_ms + less.unknown_ms);
}

class more_units : public testing::TestWithParam<std::uint64_t> {};

TEST_P(more_units, never_lower_what_a_zone_got) {
  random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  engine all = shift.make_engine();
  play(all, events_in_order(shift), shift.settled_at());
  // Not a tracker: a parked car narrows what its crew's radios may have done.
  const auto radio = std::find_if(
      shift.pings.begin(), shift.pings.end(), [](const auto& p) { return p.source == "radios"; });
  ASSERT_NE(radio, shift.pings.end());
  const std::string left_out = radio->body.device;
  std::erase_if(shift.pings, [&](const auto& p) { return p.body.device == left_out; });
  engine fewer = shift.make_engine();
  play(fewer, events_in_order(shift), shift.settled_at());
  for (const std::string& zone : shift.zone_names()) {
    for (const interval day : {shift.first_day, shift.second_day}) {
      SCOPED_TRACE(zone + " without " + left_out);
      const presence_answer more = answer_of(all, zone, day);
      const presence_answer less = answer_of(fewer, zone, day);
      expect_no_less(more.presence, less.presence);
      expect_no_less(more.red, less.red);
    }
  }
}

TEST_P(more_units, never_lower_the_visits_that_a_zone_got) {
  random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  engine all = shift.make_engine();
  play(all, events_in_order(shift), shift.settled_at());
  const std::string& unit = shift.roster.front().unit;
  std::erase_if(shift.pings, [&](const auto& p) {
    return std::any_of(shift.roster.begin(), shift.roster.end(), [&](const roster_entry& e) {
      return e.unit == unit && e.device == p.body.device;
    });
  });
  engine fewer = shift.make_engine();
  play(fewer, events_in_order(shift), shift.settled_at());
  for (const std::string& zone : shift.zone_names()) {
    SCOPED_TRACE(zone);
    const auto more = answer_of(all, zone, shift.second_day).visits.value_or(visit_count{});
    const auto less = answer_of(fewer, zone, shift.second_day).visits.value_or(visit_count{});
    EXPECT_GE(more.at_least, less.at_least);
    EXPECT_GE(more.about, less.about);
    EXPECT_GE(more.at_most, less.at_most);
  }
}

// A crew with two devices in one place is one patrol.
TEST_P(more_units, each_device_twice_changes_nothing) {
  random_shift shift = make_random_shift(GetParam(), {.roads = GetParam() % 2 == 0});
  engine once = shift.make_engine();
  play(once, events_in_order(shift), shift.settled_at());
  for (std::size_t i = 0, size = shift.pings.size(); i < size; ++i) {
    shift.pings.push_back(shift.pings[i]);
    shift.pings.back().body.device += ".B";
  }
  for (std::size_t i = 0, size = shift.roster.size(); i < size; ++i) {
    shift.roster.push_back(shift.roster[i]);
    shift.roster.back().device += ".B";
  }
  std::stable_sort(shift.pings.begin(), shift.pings.end(), [](const auto& a, const auto& b) {
    return a.received_at < b.received_at;
  });
  engine twice = shift.make_engine();
  play(twice, events_in_order(shift), shift.settled_at());
  for (const std::string& zone : shift.zone_names()) {
    for (const interval day : {shift.first_day, shift.second_day}) {
      SCOPED_TRACE(zone);
      const presence_answer a = answer_of(once, zone, day);
      const presence_answer b = answer_of(twice, zone, day);
      EXPECT_EQ(a.presence, b.presence);
      EXPECT_EQ(a.red, b.red);
      EXPECT_EQ(a.visits, b.visits);
      ASSERT_EQ(a.visit_list.size(), b.visit_list.size());
      for (std::size_t i = 0; i < a.visit_list.size(); ++i) {
        EXPECT_EQ(a.visit_list[i].id, b.visit_list[i].id);
        EXPECT_EQ(a.visit_list[i].span, b.visit_list[i].span);
        EXPECT_EQ(a.visit_list[i].inside, b.visit_list[i].inside);
        EXPECT_EQ(2 * a.visit_list[i].pings, b.visit_list[i].pings);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(seeds, more_units, testing::Range<std::uint64_t>(1, 1 + seed_count(8)));

}  // namespace
}  // namespace beatwatch
