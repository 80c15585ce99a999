#include "adapters/daemon/restricted_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 6} + 12h;
const interval early{noon - 5h, noon + 3h};

restricted_names names_used() {
  return {.call_signs = {"S1"}, .devices = {"listed", "cars/of-cars"}, .skills = {"surveillance"}};
}

event_body row(const std::string& unit,
               const std::string& device,
               interval duty = early,
               std::vector<std::string> skills = {}) {
  return roster_changed{
      .entry = {.unit = unit, .device = device, .skills = std::move(skills), .duty = duty}};
}

event_body seen(const std::string& device, instant at = noon) {
  return ping{.device = device, .observed_at = at, .at = {.lat_e7 = 526'500'000}};
}

/// What is left of one batch, which comes in at noon.
std::vector<event_body> shown(restricted_units& units,
                              const std::vector<event_body>& bodies,
                              instant now = noon) {
  std::vector<intake> events;
  for (const event_body& body : bodies) {
    events.push_back({.source = "radios", .body = body});
  }
  (void)units.screen(events, now);
  std::vector<event_body> left;
  for (const intake& in : events) {
    left.push_back(in.body);
  }
  return left;
}

TEST(restricted_units, let_everything_through_when_nobody_is) {
  restricted_units units{{}};
  EXPECT_THAT(shown(units, {row("S1", "r1"), seen("r1")}), SizeIs(2));
  EXPECT_FALSE(units.hides_record("radios", "", noon));
}

TEST(restricted_units, are_hidden_by_call_sign_with_the_devices_that_they_hold) {
  restricted_units units{names_used()};
  EXPECT_THAT(shown(units, {seen("r1"), row("S1", "r1"), row("A1", "r2"), seen("r2")}), SizeIs(2))
      << "a row hides what stands before it in the same batch";
  EXPECT_THAT(shown(units,
                    {status_changed{.unit = "S1", .at = noon},
                     device_heard{.device = "r1"},
                     hours_declared{.zone = "Z", .unit = "S1", .valid = early}}),
              IsEmpty());
  EXPECT_THAT(shown(units, {holding_ended{.unit = "S1", .device = "r1", .at = noon}}), IsEmpty());
}

TEST(restricted_units, are_hidden_by_device_of_any_source_or_of_one) {
  restricted_units units{names_used()};
  EXPECT_THAT(shown(units, {seen("listed"), row("A1", "listed")}), IsEmpty());
  EXPECT_THAT(shown(units, {seen("of-cars")}), SizeIs(1)) << "which is radios/of-cars";
}

TEST(restricted_units, give_a_device_back_when_the_duty_is_over) {
  restricted_units units{names_used()};
  shown(units, {row("S1", "r1")});
  EXPECT_THAT(shown(units, {seen("r1", early.to - 1min)}, early.to - 1min), IsEmpty());
  EXPECT_THAT(shown(units, {seen("r1", early.to - 1min)}, early.to + 1h), IsEmpty())
      << "a late ping of the time when it was theirs";
  EXPECT_THAT(shown(units, {seen("r1", early.to + 1min)}, early.to + 1h), SizeIs(1));
  shown(
      units,
      {holding_ended{.unit = "S1", .device = "r1", .origin = holding_origin::book_on, .at = noon}});
  EXPECT_THAT(shown(units, {seen("r1", noon + 1min)}, noon + 1min), SizeIs(1));
}

TEST(restricted_units, take_a_device_from_whoever_else_has_it) {
  restricted_units units{names_used()};
  EXPECT_THAT(shown(units, {row("A1", "r1"), seen("r1")}), SizeIs(2));
  shown(units, {row("S1", "r1", {noon - 1h, noon + 1h})});
  EXPECT_THAT(shown(units, {seen("r1", noon + 1min)}, noon + 1min), IsEmpty());
}

TEST(restricted_units, hide_whoever_sits_in_the_car_of_a_restricted_officer) {
  restricted_units units{names_used()};
  const interval late{noon, noon + 2h};
  const auto left = shown(
      units, {row("B1", "car"), row("B1", "r1", late, {"driver", "surveillance"}), seen("car")});
  ASSERT_THAT(left, SizeIs(2)) << "the car's own row, around that time";
  EXPECT_EQ(std::get<roster_changed>(left[0]).entry.duty, (interval{early.from, late.from}));
  EXPECT_EQ(std::get<roster_changed>(left[1]).entry.duty, (interval{late.to, early.to}));
  EXPECT_THAT(shown(units, {seen("car", noon - 1h)}, noon - 1h), SizeIs(1));
  EXPECT_THAT(shown(units, {status_changed{.unit = "B1", .at = noon + 1h}}, noon + 1h), IsEmpty());
}

TEST(restricted_units, end_what_was_known_of_a_unit_that_becomes_restricted) {
  restricted_units units{names_used()};
  EXPECT_THAT(shown(units, {row("B1", "car")}), SizeIs(1));
  const interval late{noon, noon + 2h};
  const auto left = shown(units, {row("B1", "r1", late, {"surveillance"})});
  ASSERT_THAT(left, SizeIs(2));
  const auto& end = std::get<holding_ended>(left[0]);
  EXPECT_EQ(end.unit, "B1");
  EXPECT_EQ(end.device, "car");
  EXPECT_EQ(end.at, late.from);
  EXPECT_EQ(std::get<roster_changed>(left[1]).entry.duty, (interval{late.to, early.to}));
  EXPECT_THAT(shown(units, {seen("car", noon + 1h)}, noon + 1h), IsEmpty());
}

TEST(restricted_units, are_taken_off_incidents) {
  restricted_units units{names_used()};
  const auto left = shown(
      units, {incident_changed{incident{.name = "I-1", .version = 1, .assigned = {"A1", "S1"}}}});
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_THAT(std::get<incident_changed>(left[0]).incident.assigned, ElementsAre("A1"));
}

TEST(restricted_units, are_remembered_by_facts_that_are_told_once) {
  restricted_units units{names_used()};
  std::vector<intake> events{{.source = "cad", .body = row("S1", "r1")},
                             {.source = "cad", .body = row("A1", "r2")}};
  std::vector<intake> again = events;
  const std::vector<event_body> facts = units.screen(events, noon);
  ASSERT_THAT(facts, SizeIs(1)) << "everybody's rows are in the journal";
  EXPECT_THAT(units.screen(again, noon), IsEmpty());
  restricted_units restarted{names_used()};
  restarted.remember(facts);
  EXPECT_THAT(shown(restarted, {seen("r1")}), IsEmpty());
}

TEST(restricted_units, hide_a_record_of_which_nobody_knows_whose_it_is) {
  restricted_units units{names_used()};
  shown(units, {row("S1", "r1")});
  EXPECT_TRUE(units.hides_record("radios", "", noon));
  EXPECT_TRUE(units.hides_record("radios", "r1", noon));
  EXPECT_FALSE(units.hides_record("radios", "r2", noon));
}

}  // namespace
}  // namespace beatwatch
