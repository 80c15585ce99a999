// What is said of sources and devices that fall silent, lose their fix and come back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Devices refresh every 10 s, so that they are silent after 180 s and their source after 90 s.
constexpr double refresh_s = 10;

std::string device_named(int i) { return "CAR" + std::to_string(i); }

void add_pings(const shift_builder& day,
               const std::string& device,
               double from_s,
               double to_s,
               std::vector<event>& events,
               double every_s = refresh_s) {
  for (double t = from_s; t < to_s; t += every_s) {
    events.push_back(day.ping_event(device, t, 0, t, t + 1));
  }
}

void add_heard(const shift_builder& day,
               const std::string& device,
               device_signal signal,
               double from_s,
               double to_s,
               std::vector<event>& events) {
  for (double t = from_s; t < to_s; t += refresh_s) {
    events.push_back(
        {day.at(t),
         "avl",
         0,
         device_heard{.device = device, .observed_at = {}, .signal = signal, .status_code = {}}});
  }
}

std::vector<event> by_reception(std::vector<event> events) {
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return events;
}

shift_builder a_day() {
  shift_builder day;
  day.add_zone("BOX", -150, -150, 150, 150);
  return day;
}

TEST(source_health, a_source_that_is_lost_is_one_event_whatever_number_of_devices_it_has) {
  const shift_builder day = a_day();
  std::vector<event> events;
  for (int i = 0; i < 20; ++i) {
    add_pings(day, device_named(i), 0.3 * i, 600, events);
  }
  engine e = day.make_engine();
  const auto changes = day.run(e, by_reception(events), 3600);
  const auto lost = of_kind<source_health_changed>(changes);
  ASSERT_THAT(lost, SizeIs(1));
  EXPECT_EQ(lost[0].source, "avl");
  EXPECT_TRUE(lost[0].silent);
  EXPECT_EQ(lost[0].devices, 20U);
  EXPECT_EQ(lost[0].last_heard_at,
            std::max_element(events.begin(), events.end(), [](const event& a, const event& b) {
              return a.received_at < b.received_at;
            })->received_at);
  EXPECT_THAT(of_kind<device_health_changed>(changes), IsEmpty());
}

TEST(source_health, a_source_is_back_when_it_is_heard_steadily_and_who_stays_away_is_told_then) {
  const shift_builder day = a_day();
  std::vector<event> events;
  add_pings(day, "CAR1", 0, 300, events);
  add_pings(day, "CAR2", 0, 300, events);
  events.push_back(day.ping_event("CAR1", 0, 0, 600, 601));  // alone: nothing is said
  for (int i = 0; i < 5; ++i) {                              // nor of a burst that comes at once
    events.push_back(day.ping_event("CAR1", 0, 0, 850 + i, 901));
  }
  add_pings(day, "CAR1", 1200, 1800, events);
  engine e = day.make_engine();
  const auto changes = day.run(e, by_reception(events), 1790);
  const auto told = of_kind<source_health_changed>(changes);
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_TRUE(told[0].silent);
  EXPECT_FALSE(told[1].silent);
  EXPECT_GE(told[1].last_heard_at, day.at(1211));
  const auto missing = of_kind<device_health_changed>(changes);
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing[0].device, "avl/CAR2");
  EXPECT_EQ(missing[0].health, device_health::silent);
  EXPECT_EQ(missing[0].last_heard_at, day.at(291));
}

TEST(source_health, a_device_without_a_fix_is_told_from_one_that_is_off) {
  const shift_builder day = a_day();
  std::vector<event> events;
  add_pings(day, "CAR1", 0, 3000, events);
  add_pings(day, "RADIO1", 0, 300, events);
  add_heard(day, "RADIO1", device_signal::no_fix, 300, 1200, events);
  add_pings(day, "RADIO1", 1200, 1500, events);
  engine e = day.make_engine();
  const auto told = of_kind<device_health_changed>(day.run(e, by_reception(events), 3000));
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_EQ(told[0].device, "avl/RADIO1");
  EXPECT_EQ(told[0].health, device_health::no_fix);
  EXPECT_EQ(told[0].last_fix_at, day.at(290));
  EXPECT_GE(told[0].last_heard_at, day.at(470));
  EXPECT_EQ(told[1].health, device_health::positioned);
  EXPECT_EQ(told[2].health, device_health::silent);
  EXPECT_EQ(told[2].last_heard_at, day.at(1491));
}

TEST(source_health, positions_of_nowhere_are_no_fixes) {
  const shift_builder day = a_day();
  std::vector<event> events;
  add_pings(day, "CAR1", 0, 1200, events);
  for (double t = 0; t < 1200; t += refresh_s) {
    events.push_back(
        {day.at(t), "avl", 0, ping{.device = "CAR2", .observed_at = day.at(t), .at = {}}});
  }
  engine e = day.make_engine();
  const auto told = of_kind<device_health_changed>(day.run(e, by_reception(events), 1200));
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].device, "avl/CAR2");
  EXPECT_EQ(told[0].health, device_health::no_fix);
  EXPECT_FALSE(told[0].last_fix_at);
  const auto reports = e.source_reports("avl", true);
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].positioned, 1U);
  EXPECT_EQ(reports[0].no_fix, 1U);
  EXPECT_EQ(reports[0].devices[1].tally.rejects[static_cast<std::size_t>(ping_reject::null_island)],
            120U);
}

TEST(source_health, an_emergency_without_a_position_is_passed_on_under_its_unit) {
  shift_builder day = a_day();
  day.add_unit("A1", "RADIO1");
  std::vector<event> events;
  add_heard(day, "RADIO1", device_signal::emergency, 60, 61, events);
  add_heard(day, "RADIO2", device_signal::emergency, 61, 62, events);
  add_heard(day, "RADIO2", device_signal::no_fix, 62, 63, events);
  engine e = day.make_engine();
  const auto told = of_kind<device_signalled>(day.run(e, events, 100));
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].unit, "A1");
  EXPECT_EQ(told[0].device, "avl/RADIO1");
  EXPECT_EQ(told[0].signal, device_signal::emergency);
  EXPECT_EQ(told[0].at, day.at(60));
  EXPECT_EQ(told[1].unit, "avl/RADIO2");
}

TEST(source_health, reports_say_how_late_and_how_often_a_device_reports) {
  shift_builder day = a_day();
  day.add_unit("A1", "SLOW");
  std::vector<event> events;
  for (double t = 0; t < 1800; t += 30) {
    events.push_back(day.ping_event("SLOW", t, 0, t, t + 4));
  }
  for (double t = 0; t < 1800;
       t += 5) {  // its clock is 20 s ahead, but for one that is an hour off
    events.push_back(day.ping_event("AHEAD", t, 0, t == 900 ? t + 3600 : t + 20, t));
  }
  engine e = day.make_engine();
  day.run(e, by_reception(events), 1800);
  const auto reports = e.source_reports("", true);
  const auto avl = std::find_if(
      reports.begin(), reports.end(), [](const source_report& r) { return r.source == "avl"; });
  ASSERT_NE(avl, reports.end());
  ASSERT_THAT(avl->devices, SizeIs(2));
  const device_report& ahead = avl->devices[0];
  const device_report& slow = avl->devices[1];
  EXPECT_EQ(slow.unit, "A1");
  EXPECT_EQ(slow.tally.fixes, 60U);
  EXPECT_EQ(slow.refresh, refresh_verdict::worse);
  EXPECT_NEAR(static_cast<double>(slow.tally.refresh.quantile(500)->count()), 30'000, 3'750);
  EXPECT_NEAR(static_cast<double>(slow.tally.delay.quantile(500)->count()), 4'000, 500);
  EXPECT_EQ(ahead.unit, "");
  EXPECT_EQ(ahead.refresh, refresh_verdict::better);
  EXPECT_NEAR(static_cast<double>(ahead.tally.delay.quantile(50)->count()), -20'000, 2'500);
  EXPECT_EQ(ahead.tally.rejects[static_cast<std::size_t>(ping_reject::in_future)], 1U);
  EXPECT_EQ(avl->tally.messages, 60U + 360U);
}

TEST(source_health, reports_forget_what_is_more_than_two_hours_old) {
  const shift_builder day = a_day();
  std::vector<event> events;
  add_pings(day, "CAR1", 0, 600, events);
  add_pings(day, "CAR1", 3 * 3600, 3 * 3600 + 100, events);
  engine e = day.make_engine();
  day.run(e, events, 3 * 3600 + 100);
  EXPECT_EQ(e.source_reports("avl", false).at(0).tally.messages, 10U);
}

TEST(source_health, a_source_is_reported_that_was_never_heard_or_has_no_device) {
  parameters settings;
  settings.profiles = {{.source = "cad"}, {.source = "gateway"}, {.source = "radios"}};
  engine e{settings};
  const instant start = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
  const instant later = start + std::chrono::seconds{20};
  std::vector<change> changes;
  e.apply(
      std::vector<event>{
          {start, "gateway", 0, intake_counted{.reason = "bad_checksum", .count = 3}},
          {start, "cad", 0, status_changed{.unit = "A1", .at = start}},
          {later, "gateway", 0, intake_counted{.reason = "bad_time", .count = 1}},
          {later, "query", 0, intake_counted{.reason = "malformed", .count = 1}}},
      changes);
  engine loaded{settings};
  ASSERT_TRUE(loaded.load(e.save()));
  const auto reports = loaded.source_reports("", false);
  ASSERT_THAT(reports, SizeIs(4));
  EXPECT_EQ(reports[0].source, "cad");
  EXPECT_EQ(reports[0].last_heard_at, start);
  EXPECT_EQ(reports[1].source, "gateway");
  EXPECT_FALSE(reports[1].last_heard_at);
  ASSERT_THAT(reports[1].totals, SizeIs(2));
  EXPECT_EQ(reports[1].totals[0].last_at, start);
  EXPECT_EQ(reports[1].totals[1].last_at, later);
  EXPECT_EQ(reports[2].source, "query");
  EXPECT_FALSE(reports[2].configured);
  EXPECT_EQ(reports[3].source, "radios");
  EXPECT_TRUE(reports[3].configured);
  EXPECT_FALSE(reports[3].last_heard_at);
  EXPECT_THAT(loaded.source_reports("radios", false), SizeIs(1));
  EXPECT_THAT(loaded.source_reports("nobody", false), IsEmpty());
}

TEST(source_health, a_checkpoint_keeps_all_of_it) {
  const shift_builder day = a_day();
  std::vector<event> events;
  add_pings(day, "CAR1", 0, 900, events);
  add_pings(day, "CAR2", 0, 300, events);
  engine whole = day.make_engine();
  day.run(whole, by_reception(events), 400);
  engine loaded = day.make_engine();
  ASSERT_TRUE(loaded.load(whole.save()));
  std::vector<change> expected;
  std::vector<change> found;
  for (engine* e : {&whole, &loaded}) {
    auto& changes = e == &whole ? expected : found;
    for (auto due = e->next_deadline(); due && *due < day.at(2000); due = e->next_deadline()) {
      const event one{std::max(*due, day.at(900)), "clock", 0, tick{}};
      e->apply({&one, 1}, changes);
    }
  }
  EXPECT_THAT(of_kind<source_health_changed>(expected), SizeIs(1));
  EXPECT_EQ(found.size(), expected.size());
  EXPECT_EQ(loaded.save(), whole.save());
}

}  // namespace
}  // namespace beatwatch
