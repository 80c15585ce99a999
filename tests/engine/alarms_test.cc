// Which alarms the engine raises, each rule and each exemption by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/alerts/alarm_timing.h"
#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Devices refresh every 10 s, so that they are silent after 180 s and their source after 90 s.
constexpr double refresh_s = 10;
constexpr double hour_s = 3600;

class alarms_test : public testing::Test {
 protected:
  alarms_test() {
    day.add_zone("HOME", -150, -150, 150, 150);
    day.set_levels({{"force", "north"}});
    day.add_zone("FAR", 9'850, -150, 10'150, 150);
    day.set_levels({{"force", "south"}});
    day.add_unit("A1", "CAR1");
    day.add_unit("A1", "RADIO1", unit_kind::foot, {}, "");
    day.add_unit("B1", "CAR2");  // keeps the source alive
  }

  void heard(const std::string& device, double from_s, double to_s, double x_m = 0) {
    for (double t = from_s; t < to_s; t += refresh_s) {
      events.push_back(day.ping_event(device, x_m, 0, t, t + 1));
    }
  }
  void say(double t, event_body body) { events.push_back({day.at(t), "cad", 0, std::move(body)}); }
  void say_status(double t,
                  const std::string& unit,
                  unit_status status,
                  const std::string& incident = "I-1") {
    say(t, status_changed{unit, status, day.at(t), incident});
  }
  void say_signal(double t, const std::string& device, device_signal signal) {
    device_heard h;
    h.device = device;
    h.signal = signal;
    events.push_back({day.at(t), "avl", 0, h});
  }
  void say_incident(double t, double x_m) {
    incident i;
    i.name = "I-1";
    i.grade = 2;
    i.at = day.place(x_m, 0);
    i.opened_at = day.at(t);
    say(t, incident_changed{i});
  }
  std::vector<event> in_order() const {
    auto sorted = events;
    std::stable_sort(sorted.begin(), sorted.end(), [](const event& a, const event& b) {
      return a.received_at < b.received_at;
    });
    return sorted;
  }
  std::vector<alarm_changed> run(double until_s) {
    made.emplace(day.make_engine());
    return of_kind<alarm_changed>(day.run(*made, in_order(), until_s));
  }

  shift_builder day;
  std::vector<event> events;
  std::optional<engine> made;
};

// --- emergency

TEST_F(alarms_test, the_button_is_an_alarm_at_once_where_it_was_pressed) {
  heard("CAR1", 0, 140, 10'000);
  event pressed = day.ping_event("RADIO1", 10'000, 0, 100, 101.5);
  std::get<ping>(pressed.body).trigger = ping_trigger::emergency;
  events.push_back(pressed);
  events.push_back(pressed);
  const auto told = run(150);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].rule, alarm_rule::emergency);
  EXPECT_EQ(told[0].subject, "A1");
  EXPECT_EQ(told[0].sector, "force/south");
  EXPECT_EQ(told[0].annunciated_at, day.at(101.5));
}

TEST_F(alarms_test, the_button_is_an_alarm_without_a_fix_too) {
  heard("CAR1", 0, 140, 10'000);
  say_signal(100, "RADIO1", device_signal::emergency);
  say_signal(110, "CAR2", device_signal::status);
  const auto told = run(150);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].subject, "A1");
  EXPECT_EQ(told[0].sector, "force/south") << "where the unit was seen last";
}

TEST_F(alarms_test, the_button_is_an_alarm_where_the_position_is_not_usable) {
  event pressed{day.at(100), "avl", 0, ping{.device = "RADIO1", .observed_at = day.at(100)}};
  std::get<ping>(pressed.body).trigger = ping_trigger::emergency;
  events.push_back(pressed);
  const auto told = run(150);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].subject, "A1");
}

TEST_F(alarms_test, a_radio_that_nobody_holds_has_a_button_too) {
  say_signal(100, "SPARE", device_signal::emergency);
  const auto told = run(150);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].subject, "avl/SPARE");
}

TEST_F(alarms_test, an_emergency_that_is_sent_again_later_is_the_same) {
  heard("CAR1", 0, 2'400);
  event pressed = day.ping_event("RADIO1", 0, 0, 100, 101);
  std::get<ping>(pressed.body).trigger = ping_trigger::emergency;
  events.push_back(pressed);
  pressed.received_at = day.at(1800);
  events.push_back(pressed);
  const auto told = run(2400);
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[1].state, alarm_state::returned);
}

// --- unit silent while committed

// A1 was sent 3 km off and falls silent at 600 s; B1 goes on.
class silent_unit_test : public alarms_test {
 protected:
  silent_unit_test() {
    heard("CAR2", 0, hour_s);
    heard("CAR1", 0, 600);
    say_incident(300, 3'000);
  }
};

TEST_F(silent_unit_test, a_unit_that_was_sent_and_falls_silent_is_an_alarm) {
  say_status(400, "A1", unit_status::en_route);
  const auto told = run(hour_s);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].rule, alarm_rule::unit_silent);
  EXPECT_EQ(told[0].subject, "A1");
  EXPECT_EQ(told[0].sector, "force/north");
  EXPECT_EQ(told[0].incident, "I-1");
  const duration late = told[0].annunciated_at - day.at(591);
  const duration wanted = std::chrono::seconds{180} + timing_of(alarm_rule::unit_silent).on_delay;
  EXPECT_GE(late, wanted);
  EXPECT_LE(late, wanted + 3 * alarm_judged_every);
}

TEST_F(silent_unit_test, a_unit_that_is_free_may_be_silent) {
  say_status(400, "A1", unit_status::available, "");
  EXPECT_THAT(run(hour_s), IsEmpty());
}

TEST_F(silent_unit_test, a_radio_without_a_fix_is_no_silence) {
  say_status(400, "A1", unit_status::en_route);
  for (double t = 500; t < hour_s; t += 60) {
    say_signal(t, "RADIO1", device_signal::no_fix);
  }
  EXPECT_THAT(run(hour_s), IsEmpty());
}

TEST_F(silent_unit_test, silence_at_ones_own_scene_is_no_alarm) {
  say_status(700, "A1", unit_status::on_scene);
  EXPECT_THAT(run(hour_s), IsEmpty());
}

TEST_F(silent_unit_test, silence_of_who_has_gone_home_is_no_alarm) {
  say_status(400, "A1", unit_status::en_route);
  for (const char* device : {"CAR1", "RADIO1"}) {
    say(610, holding_ended{.unit = "A1", .device = device, .origin = {}, .at = day.at(610)});
  }
  EXPECT_THAT(run(hour_s), IsEmpty());
}

TEST_F(silent_unit_test, a_short_silence_is_no_alarm) {
  say_status(400, "A1", unit_status::en_route);
  for (double t = 800; t < hour_s; t += 210) {
    heard("CAR1", t, t + 20);
  }
  EXPECT_THAT(run(hour_s - 200), IsEmpty());
}

TEST_F(silent_unit_test, a_unit_that_is_heard_again_returns_to_normal) {
  say_status(400, "A1", unit_status::en_route);
  heard("CAR1", 1'500, hour_s);
  const auto told = run(hour_s);
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[1].state, alarm_state::returned);
  EXPECT_GE(told[1].since, day.at(1'501) + timing_of(alarm_rule::unit_silent).off_delay);
}

// --- source stale

TEST_F(alarms_test, the_loss_of_a_source_with_400_units_is_one_alarm) {
  for (int i = 0; i < 400; ++i) {
    const std::string unit = "U" + std::to_string(i);
    const std::string device = "TRACKER" + std::to_string(i);
    day.add_unit(unit, device);
    for (double t = 0.02 * i; t < 300; t += refresh_s) {
      events.push_back(day.ping_event(device, 10.0 * i, 0, t, t + 1));
    }
    say_status(200, unit, unit_status::en_route);
  }
  say_incident(100, 9'000);
  const auto told = run(hour_s);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].rule, alarm_rule::source_stale);
  EXPECT_EQ(told[0].subject, "avl");
  EXPECT_EQ(told[0].sector, "");
  EXPECT_EQ(told[0].devices, 400U);
}

TEST_F(alarms_test, a_source_whose_devices_nobody_holds_now_may_be_silent) {
  heard("CAR1", 0, 600);
  for (const char* device : {"CAR1", "CAR2"}) {
    for (const char* unit : {"A1", "B1"}) {
      say(590, holding_ended{.unit = unit, .device = device, .origin = {}, .at = day.at(590)});
    }
  }
  EXPECT_THAT(run(hour_s), IsEmpty());
}

TEST_F(alarms_test, a_source_of_devices_that_no_roster_names_is_expected_to_be_heard) {
  heard("WILD", 0, 600);
  const auto told = run(hour_s);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].rule, alarm_rule::source_stale);
}

TEST_F(alarms_test, a_source_that_comes_back_returns_to_normal_and_is_over_when_seen) {
  heard("CAR1", 0, 600);
  heard("CAR1", 1'200, 2'400);
  alarm_answered seen;
  seen.number = 1;
  seen.by = "anna";
  events.push_back({day.at(900), "alerts", 0, seen});
  const auto told = run(2'400);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_EQ(told[1].state, alarm_state::acknowledged);
  EXPECT_EQ(told[2].state, alarm_state::normal);
  EXPECT_THAT(made->alarms(), IsEmpty());
  const auto log = made->alarm_records({day.at(0), day.at(2'400)});
  ASSERT_THAT(log, SizeIs(3));
  EXPECT_EQ(log[1].by, "anna");
}

TEST_F(alarms_test, a_shelved_alarm_comes_back_by_the_engines_own_tick) {
  heard("CAR1", 0, 600);
  alarm_answered away;
  away.number = 1;
  away.action = alarm_action::shelve;
  away.reason = "mast works until midnight";
  away.until = day.at(7'000);
  events.push_back({day.at(900), "alerts", 0, away});
  const auto told = run(3 * hour_s);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_EQ(told[1].state, alarm_state::shelved);
  EXPECT_EQ(told[2].state, alarm_state::unacknowledged);
  EXPECT_GE(told[2].since, day.at(7'000));
  EXPECT_LE(told[2].since, day.at(7'000) + alarm_judged_every);
}

// --- red time

// The day begins on Friday at 22:00 local; red until midnight, 7,200 s.
class red_time_test : public alarms_test {
 protected:
  red_time_test() {
    red_window friday;
    friday.days = 1U << 4U;
    friday.start_minute = 21 * 60;
    friday.end_minute = 24 * 60;
    for (const char* zone : {"RED1", "RED2", "RED3", "RED4"}) {
      const double x = 1'000.0 * (zone[3] - '0');
      day.add_zone(zone, x - 150, -150, x + 150, 150, {friday});
      day.set_levels({{"force", "west"}});
    }
    for (const char* unit : {"C1", "D1", "E1", "F1"}) {
      day.add_unit(unit, std::string{"CAR_"} + unit);
    }
  }
  void patrol(const std::string& unit, double x_m, double from_s = 0, double to_s = 2 * hour_s) {
    heard("CAR_" + unit, from_s, to_s, x_m);
    say_status(from_s, unit, unit_status::available, "");
  }
};

TEST_F(red_time_test, zones_that_can_still_be_saved_are_one_alarm_with_the_nearest_free_units) {
  patrol("C1", 0);
  patrol("D1", 5'000);
  patrol("E1", 6'000);
  patrol("F1", 7'000);
  const auto told = run(2 * hour_s);
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told[0].rule, alarm_rule::red_time);
  EXPECT_EQ(told[0].sector, "force/west");
  EXPECT_EQ(told[0].subject, "");
  // RED1 and RED4 have somebody nearer.
  ASSERT_THAT(told[0].zones, SizeIs(2));
  EXPECT_EQ(told[0].zones[0].zone, "RED2");
  EXPECT_EQ(told[0].zones[1].zone, "RED3");
  EXPECT_EQ(told[0].zones[0].red_until, day.at(2 * hour_s));
  EXPECT_EQ(told[0].zones[0].missing_ms, 600'000);
  ASSERT_THAT(told[0].nearest, SizeIs(3));
  EXPECT_EQ(told[0].nearest[0].unit, "C1");
  EXPECT_EQ(told[0].nearest[1].unit, "D1");
  EXPECT_EQ(told[0].nearest[2].unit, "E1");
  const duration travel{told[0].nearest[0].travel_ms};
  const instant leave_by = day.at(2 * hour_s - 600) - travel;
  EXPECT_EQ(told[0].zones[0].leave_by, leave_by);
  EXPECT_GE(told[0].annunciated_at, leave_by - red_time_lead);
  EXPECT_LE(told[0].annunciated_at, leave_by - red_time_lead + std::chrono::minutes{3});
  EXPECT_TRUE(std::any_of(
      told.begin(), told.end(), [](const alarm_changed& a) { return a.zones.size() == 3; }));
  EXPECT_TRUE(
      std::all_of(told.begin(), told.end(), [](const alarm_changed& a) { return a.number == 1; }));
  EXPECT_EQ(told.back().state, alarm_state::returned) << "when it is too late, or over";
}

TEST_F(red_time_test, where_somebody_is_there_nobody_is_called) {
  patrol("C1", 1'000, 6'000);
  patrol("D1", 2'000, 6'000);
  patrol("E1", 3'000, 6'000);
  patrol("F1", 4'000, 6'000);
  EXPECT_THAT(run(2 * hour_s), IsEmpty());
}

TEST_F(red_time_test, zones_that_had_their_dose_are_none) {
  int i = 0;
  for (const char* unit : {"C1", "D1", "E1", "F1"}) {
    patrol(unit, 1'000.0 * ++i, 0, 900);
    heard(std::string{"CAR_"} + unit, 1'000, 2 * hour_s, 8'000);
  }
  EXPECT_THAT(run(2 * hour_s), IsEmpty());
}

TEST_F(red_time_test, where_nobody_is_free_nothing_can_be_saved) {
  patrol("C1", 0);
  say_status(60, "C1", unit_status::busy, "");
  EXPECT_THAT(run(2 * hour_s), IsEmpty());
}

TEST_F(red_time_test, from_too_far_away_nothing_can_be_saved) {
  patrol("C1", -60'000);
  EXPECT_THAT(run(2 * hour_s), IsEmpty());
}

TEST_F(red_time_test, the_engine_looks_although_nothing_is_heard) {
  patrol("C1", 0, 6'000, 6'020);
  day.settings().nearest_fix_age_max = std::chrono::hours{1};
  const auto told = run(2 * hour_s);
  EXPECT_TRUE(std::any_of(told.begin(), told.end(), [](const alarm_changed& a) {
    return a.rule == alarm_rule::red_time;
  }));
}

// --- how alarms are made

TEST_F(silent_unit_test, alarms_go_on_where_a_checkpoint_was_made) {
  say_status(400, "A1", unit_status::en_route);
  say_signal(650, "RADIO1", device_signal::emergency);
  alarm_answered away;
  away.number = 2;
  away.action = alarm_action::shelve;
  away.reason = "underground";
  away.until = day.at(2'000);
  events.push_back({day.at(1'200), "alerts", 0, away});
  const auto whole = run(hour_s);
  ASSERT_GE(whole.size(), 4U);
  const std::vector<event> all = in_order();
  for (const double cut_s : {700.0, 800.0, 900.0, 1'300.0}) {
    const auto later = std::find_if(
        all.begin(), all.end(), [&](const event& e) { return e.received_at >= day.at(cut_s); });
    engine before = day.make_engine();
    auto changes = day.run(before, {all.begin(), later}, cut_s);
    engine after = day.make_engine();
    ASSERT_TRUE(after.load(before.save()));
    const auto tick_until = [&](instant t) {
      for (auto due = after.next_deadline(); due && *due < t; due = after.next_deadline()) {
        const event one{*due, "clock", 0, tick{}};
        after.apply({&one, 1}, changes);
      }
    };
    std::for_each(later, all.end(), [&](const event& e) {
      tick_until(e.received_at);
      after.apply({&e, 1}, changes);
    });
    tick_until(day.at(hour_s));
    const auto parts = of_kind<alarm_changed>(changes);
    ASSERT_THAT(parts, SizeIs(whole.size())) << cut_s;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      EXPECT_EQ(parts[i].number, whole[i].number);
      EXPECT_EQ(parts[i].state, whole[i].state);
      EXPECT_EQ(parts[i].since, whole[i].since);
    }
    EXPECT_EQ(after.alarm_records({day.at(0), day.at(hour_s)}).size(),
              made->alarm_records({day.at(0), day.at(hour_s)}).size());
  }
}

}  // namespace
}  // namespace beatwatch
