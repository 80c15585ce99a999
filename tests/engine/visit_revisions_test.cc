// What is said of visits, and why: their attributes as they are published.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

// Along the middle of BOX, which is 300 m wide, from west to east; STATION is its eastern third.
shift_builder box_with_station() {
  shift_builder day;
  day.add_zone("BOX", -150, -150, 150, 150);
  day.add_zone("STATION", 50, -150, 150, 150, {}, "station");
  day.add_unit("A1", "CAR1");
  return day;
}

// Drives at 10 m/s, but stands at `x` for `stay_s`.
std::vector<event> drive_through(const shift_builder& day, double x, double stay_s) {
  std::vector<event> events;
  double t = 0;
  for (double at = -1000; at <= 3000; at += 50) {
    const double until = at == x ? t + stay_s : t;
    do {
      events.push_back(day.ping_event("CAR1", at, 0, t, t + 1));
      t += 5;
    } while (t <= until);
  }
  return events;
}

event told(double received_s, event_body body) {
  return {shift_builder::at(received_s), "cad", 0, std::move(body)};
}

void by_reception(std::vector<event>& events) {
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
}

std::vector<visit_changed> visits_at(const std::string& zone, const std::vector<change>& changes) {
  auto visits = of_kind<visit_changed>(changes);
  std::erase_if(visits, [&zone](const visit_changed& v) { return v.zone != zone; });
  return visits;
}

TEST(visit_attributes, of_a_car_that_stops_for_eleven_minutes_are_those_of_a_dose) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  const auto visits = visits_at("BOX", day.run(e, drive_through(day, 0, 660), 1300));
  ASSERT_EQ(visits.size(), 2U);
  const visit_attributes& seen = visits[1].attributes;
  EXPECT_EQ(seen.kind, visit_class::dose);
  EXPECT_EQ(seen.evidence, evidence_grade::a);
  EXPECT_EQ(seen.visibility, visibility_class::marked);
  EXPECT_EQ(seen.stopped_ms, 660'000);
  EXPECT_EQ(seen.dwell_about_ms, 660'000);
  EXPECT_EQ(seen.dwell_at_least_ms, 0) << "nothing proves that it did not drive about";
  EXPECT_EQ(seen.credit.full_ms, 660'000);
  EXPECT_EQ(seen.driving_ms, 20'000);
  EXPECT_EQ(seen.at_station_ms, 10'000) << "it drove past";
  EXPECT_EQ(visits[1].inside.about_ms, 690'000);
}

TEST(visit_attributes, keep_time_at_a_station_apart_from_the_zone_around_it) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  const auto changes = day.run(e, drive_through(day, 100, 660), 1300);
  const visit_attributes& box = visits_at("BOX", changes).back().attributes;
  EXPECT_EQ(box.kind, visit_class::passing_driving);
  EXPECT_EQ(box.at_station_ms, 670'000);
  EXPECT_EQ(box.off_station.about_ms, 20'000);
  EXPECT_EQ(box.dwell_about_ms, 0);
  const visit_attributes& station = visits_at("STATION", changes).back().attributes;
  EXPECT_EQ(station.off_station.about_ms, 0);
  EXPECT_EQ(station.kind, visit_class::passing_driving);
}

TEST(visit_attributes, of_an_officer_on_foot_prove_the_dwell) {
  shift_builder day;
  day.add_zone("BOX", -150, -150, 150, 150);
  day.add_unit("F1", "RADIO1", unit_kind::foot);
  std::vector<event> events;
  for (double t = 0; t <= 900; t += 10) {
    events.push_back(day.ping_event("RADIO1", -450 + t, 0, t, t + 1));
  }
  engine e = day.make_engine();
  const visit_changed visit = visits_at("BOX", day.run(e, events, 1200)).back();
  EXPECT_EQ(visit.attributes.kind, visit_class::short_stop);
  EXPECT_NEAR(static_cast<double>(visit.attributes.on_foot_ms), 300e3, 10);
  EXPECT_EQ(visit.attributes.dwell_at_least_ms, visit.inside.at_least_ms);
  EXPECT_GT(visit.attributes.dwell_at_least_ms, 200'000);
  EXPECT_EQ(visit.attributes.visibility, visibility_class::uniformed_foot);
}

TEST(visit_revisions, tell_what_a_late_status_changes) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  auto events = drive_through(day, 0, 660);
  events.push_back(told(1000, status_changed{"A1", unit_status::available, day.at(0), ""}));
  events.push_back(told(1100, status_changed{"A1", unit_status::on_scene, day.at(300), "I1"}));
  events.push_back(told(1150, status_changed{"A1", unit_status::on_scene, day.at(300), "I1"}));
  incident call{.name = "I1",
                .grade = 2,
                .type = {},
                .at = {},
                .opened_at = day.at(250),
                .closed_at = {},
                .assigned = {"A1"}};
  events.push_back(told(1200, incident_changed{call}));
  by_reception(events);
  const auto visits = visits_at("BOX", day.run(e, events, 1300));
  ASSERT_EQ(visits.size(), 5U);
  EXPECT_EQ(visits[0].cause, visit_cause::movement);
  EXPECT_EQ(visits[1].cause, visit_cause::movement);
  EXPECT_EQ(visits[1].attributes.unallocated_ms, 0);
  EXPECT_EQ(visits[2].cause, visit_cause::status);
  EXPECT_EQ(visits[2].revision, 3U);
  EXPECT_EQ(visits[2].attributes.unallocated_ms, 680'000);
  EXPECT_EQ(visits[3].attributes.unallocated_ms + visits[3].attributes.committed_ms, 680'000);
  EXPECT_EQ(visits[3].attributes.unallocated_ms, 215'000) << "from the 85th second to the 300th";
  EXPECT_EQ(visits[4].attributes.incident_grade, 2);
  EXPECT_EQ(visits[4].cause, visit_cause::status);
}

TEST(visit_revisions, say_live_that_a_unit_in_the_zone_is_committed_now) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  auto events = drive_through(day, 0, 660);
  events.push_back(told(400, status_changed{"A1", unit_status::busy, day.at(395), ""}));
  by_reception(events);
  const auto visits = visits_at("BOX", day.run(e, events, 410));
  ASSERT_EQ(visits.size(), 3U);
  EXPECT_EQ(visits[1].state, visit_state::open);
  EXPECT_EQ(visits[1].cause, visit_cause::status);
}

TEST(visit_revisions, tell_who_was_there_by_a_roster_row_that_comes_later) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  auto events = drive_through(day, 0, 660);
  const auto row = [&day](const char* device, const char* person) {
    return roster_changed{{.unit = "A1",
                           .device = device,
                           .kind = unit_kind::car,
                           .person_ref = person,
                           .skills = {},
                           .vehicle = {},
                           .home_zone = {},
                           .duty = {day.at(-3600), day.at(3600)},
                           .visibility = visibility_class::plain}};
  };
  events.push_back(told(1200, row("RADIO1", "p1")));
  events.push_back(told(1250, row("CAR1", "")));
  const auto visits = visits_at("BOX", day.run(e, events, 1300));
  ASSERT_EQ(visits.size(), 4U);
  EXPECT_EQ(visits[1].attributes.officers, 0U);
  EXPECT_EQ(visits[2].attributes.officers, 1U);
  EXPECT_EQ(visits[2].attributes.visibility, visibility_class::marked);
  EXPECT_EQ(visits[3].attributes.visibility, visibility_class::plain);
  EXPECT_EQ(visits[3].cause, visit_cause::roster);
}

TEST(visit_causes, tell_movement_from_silence_start_and_late_pings) {
  const shift_builder day = box_with_station();
  // It is first heard in the zone, falls silent there, is heard again outside, comes back, and in
  // the end it turns out that it had been there once more.
  std::vector<event> events;
  for (double t = 0; t <= 60; t += 10) {
    events.push_back(day.ping_event("CAR1", 0, 0, t, t + 1));
  }
  for (double t = 900; t <= 1000; t += 10) {
    events.push_back(day.ping_event("CAR1", 5'000, 0, t, t + 1));
  }
  for (double t = 1500; t <= 1600; t += 10) {
    events.push_back(day.ping_event("CAR1", 0, 0, t, t + 1));
  }
  for (const double t : {480.0, 490.0, 500.0}) {
    events.push_back(day.ping_event("CAR1", 0, 0, t, 1700));
  }
  engine e = day.make_engine();
  const auto visits = visits_at("BOX", day.run(e, events, 1800));
  ASSERT_GE(visits.size(), 4U);
  EXPECT_EQ(visits[0].cause, visit_cause::startup);
  EXPECT_EQ(visits[1].cause, visit_cause::gap);
  EXPECT_EQ(visits[1].state, visit_state::closed);
  EXPECT_EQ(visits[2].cause, visit_cause::gap);
  EXPECT_EQ(visits[2].state, visit_state::open);
  const auto found_late = std::find_if(visits.begin() + 3, visits.end(), [&](const auto& v) {
    return v.revision == 1 && v.span.from <= day.at(480) && v.span.to >= day.at(500);
  });
  ASSERT_NE(found_late, visits.end());
  EXPECT_EQ(found_late->cause, visit_cause::revision);
}

TEST(visit_causes, tell_that_another_zone_set_came_into_force) {
  const shift_builder day = box_with_station();
  engine e = day.make_engine();
  e.offer(day.zones("redrawn"));
  std::vector<event> events;
  for (double t = 0; t <= 600; t += 10) {
    events.push_back(day.ping_event("CAR1", 0, 0, t, t + 1));
  }
  std::vector<zone> none;
  e.offer(std::make_shared<const zone_set>(std::move(none), "nothing"));
  events.push_back(told(300.5, zones_activated{"nothing", day.at(300.5)}));
  events.push_back(told(450.5, zones_activated{"redrawn", day.at(450.5)}));
  by_reception(events);
  const auto visits = visits_at("BOX", day.run(e, events, 900));
  ASSERT_EQ(visits.size(), 3U);
  EXPECT_EQ(visits[1].state, visit_state::closed);
  EXPECT_EQ(visits[1].cause, visit_cause::zone_change);
  EXPECT_EQ(visits[2].cause, visit_cause::zone_change);
}

// Ten hours in a zone, and all that is known of the first hour: that it was at the station, and
// what it was doing.
TEST(visit_attributes, of_a_visit_longer_than_the_horizon_are_complete) {
  shift_builder day = box_with_station();
  day.settings().horizon = std::chrono::minutes{30};
  std::vector<event> events;
  events.push_back(told(0, status_changed{"A1", unit_status::busy, day.at(0), ""}));
  for (double t = 0; t <= 36'000; t += 60) {
    events.push_back(day.ping_event("CAR1", t <= 3'600 ? 100 : 0, 0, t, t + 1));
  }
  events.push_back(told(3'700, status_changed{"A1", unit_status::available, day.at(3'600), ""}));
  for (double t = 36'060; t <= 37'000; t += 60) {
    events.push_back(day.ping_event("CAR1", 5'000, 0, t, t + 1));
  }
  by_reception(events);
  events.push_back(day.tick_event(41'000));
  engine e = day.make_engine();
  const visit_changed visit = visits_at("BOX", day.run(e, events, 42'000)).back();
  EXPECT_EQ(visit.state, visit_state::settled);
  EXPECT_EQ(visit.cause, visit_cause::settlement);
  EXPECT_NEAR(static_cast<double>(visit.attributes.at_station_ms), 3.6e6, 60e3);
  EXPECT_NEAR(static_cast<double>(visit.attributes.stopped_ms), 32.4e6, 60e3);
  EXPECT_NEAR(static_cast<double>(visit.attributes.unallocated_ms), 32.4e6, 60e3);
  EXPECT_EQ(visit.attributes.credit.full_ms, 900'000);
  EXPECT_EQ(visit.attributes.credit.flagged_ms, 300'000);
}

}  // namespace
}  // namespace beatwatch
