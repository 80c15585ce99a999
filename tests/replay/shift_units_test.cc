#include "replay/shift_units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace beatwatch {
namespace {

using testing::ElementsAre;

event of(std::string source, event_body body) {
  return {.received_at = {}, .source = std::move(source), .source_seq = 0, .body = std::move(body)};
}

event seen(const std::string& device) {
  return of("radios", ping{.device = device, .observed_at = {}, .at = {520'000'000, -10'000'000}});
}

event booked(const std::string& unit, const std::string& device) {
  return of("control",
            roster_changed{.entry = {.unit = unit,
                                     .device = device,
                                     .person_ref = "p-" + unit,
                                     .skills = {},
                                     .vehicle = {},
                                     .home_zone = {},
                                     .duty = {},
                                     .recorded_at = {}}});
}

event available(const std::string& unit) {
  return of("control", status_changed{.unit = unit, .status = unit_status::available, .at = {}});
}

std::vector<event> shift_of_two() {
  incident call{.name = "I-1", .version = 1};
  call.assigned = {"A1", "A2", "elsewhere"};
  return {booked("A1", "1001"),
          booked("A2", "radios/1003"),
          available("A1"),
          available("A2"),
          seen("1001"),
          seen("1003"),
          of("control", incident_changed{.incident = call})};
}

std::set<std::string> units_of(const std::vector<event>& events) {
  std::set<std::string> units;
  for (const event& one : events) {
    if (const auto* status = std::get_if<status_changed>(&one.body)) {
      units.insert(status->unit);
    }
  }
  return units;
}

TEST(shift_units, copies_beside_the_units_that_are_there) {
  const auto events = with_units(shift_of_two(), {}, 5);
  EXPECT_THAT(units_of(events), ElementsAre("A1", "A1-2", "A1-3", "A2", "A2-2"));
  std::map<std::string, position> places;
  std::map<std::string, std::string> persons;
  std::map<std::string, std::string> devices;
  for (const event& one : events) {
    if (const auto* ping_of = std::get_if<ping>(&one.body)) {
      EXPECT_TRUE(places.emplace(ping_of->device, ping_of->at).second) << ping_of->device;
    } else if (const auto* entry = std::get_if<roster_changed>(&one.body)) {
      devices[entry->entry.unit] = entry->entry.device;
      persons[entry->entry.unit] = entry->entry.person_ref;
    }
  }
  EXPECT_EQ(places.size(), 5U);
  EXPECT_EQ(devices["A1-2"], "1004") << "the numbers go from 1001 to 1003";
  EXPECT_EQ(devices["A1-3"], "1007");
  EXPECT_EQ(devices["A2-2"], "radios/1006");
  EXPECT_EQ(persons["A1-3"], "p-A1-3");
  EXPECT_NE(places["1004"], places["1001"]);
  EXPECT_TRUE(places.contains("1007"));
}

TEST(shift_units, copies_are_booked_on_as_the_rota_has_them) {
  const auto rota = std::get<roster_changed>(booked("A1", "radios/1001").body);
  const auto events = with_units({seen("1001")}, {rota}, 2);
  ASSERT_EQ(events.size(), 3U);
  const roster_entry& copy = std::get<roster_changed>(events[0].body).entry;
  EXPECT_EQ(copy.unit, "A1-2");
  EXPECT_EQ(copy.device, "radios/1002");
  EXPECT_EQ(std::get<ping>(events[2].body).device, "1002");
}

TEST(shift_units, fewer_are_the_first_that_are_named) {
  const auto events = with_units(shift_of_two(), {}, 1);
  EXPECT_THAT(units_of(events), ElementsAre("A1"));
  ASSERT_EQ(events.size(), 4U) << "a book-on, a status, a ping and the call";
  EXPECT_THAT(std::get<incident_changed>(events.back().body).incident.assigned,
              ElementsAre("A1", "elsewhere"));
}

TEST(shift_units, a_device_without_a_book_on_is_a_unit_of_its_own) {
  const auto events = with_units({seen("T-7")}, {}, 2);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(std::get<ping>(events[1].body).device, "T-7-2");
}

}  // namespace
}  // namespace beatwatch
