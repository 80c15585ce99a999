#include "engine/engine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "tests/support/london_2026.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

// A car drives east through a box, stays in it for ten minutes, and drives on.
std::vector<event> one_visit(const shift_builder& day) {
  std::vector<event> events;
  double x = -1000;
  for (double t = 0; t <= 1200; t += 5) {
    const bool stays = x >= 0 && t < 700;
    events.push_back(day.ping_event("CAR1", stays ? 0 : x, 0, t, t + 1));
    if (!stays) {
      x += 50;
    }
  }
  return events;
}

shift_builder one_box() {
  shift_builder day;
  day.add_zone("BOX", -150, -150, 150, 150);
  day.add_unit("A1", "CAR1");
  return day;
}

TEST(engine, a_car_that_stops_in_a_zone_makes_one_visit) {
  const shift_builder day = one_box();
  engine e = day.make_engine();
  const auto changes = day.run(e, one_visit(day), 1300);
  const auto visits = of_kind<visit_changed>(changes);
  ASSERT_EQ(visits.size(), 2U);
  EXPECT_EQ(visits[0].state, visit_state::open);
  EXPECT_EQ(visits[1].state, visit_state::closed);
  EXPECT_EQ(visits[1].unit, "A1");
  EXPECT_EQ(visits[1].zone, "BOX");
  EXPECT_EQ(visits[0].id, visits[1].id);
  EXPECT_EQ(visits[1].revision, 2U);
  // 300 m at 10 m/s, and 600 s standing between the 100th and the 700th second.
  EXPECT_EQ(visits[1].span.from, day.at(85));
  EXPECT_EQ(visits[1].span.to, day.at(715));
  EXPECT_LE(visits[1].inside.at_least_ms, 630'000);
  EXPECT_EQ(visits[1].inside.about_ms, 630'000);
  const auto answer = e.presence("BOX", {day.at(0), day.at(1300)});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->presence.about_ms, 630'000);
  ASSERT_TRUE(answer->visits);
  EXPECT_EQ(answer->visits->about, 1U);
  EXPECT_EQ(answer->visits->at_least, 1U);
}

// Parked 40 m inside a box for half an hour, reporting each minute, and 60 m beside another.
presence_measure parked(rest_evidence counts, const std::string& zone) {
  shift_builder day;
  day.settings().profiles.front().rest = counts;
  day.add_zone("BOX", -150, -40, 150, 150);
  day.add_zone("BESIDE", -150, -200, 150, -60);
  day.add_unit("A1", "CAR1");
  std::vector<event> events;
  for (double t = 0; t <= 1800; t += 60) {
    events.push_back(day.ping_event("CAR1", 0, 0, t, t + 1));
    std::get<ping>(events.back().body).ignition = false;
  }
  engine e = day.make_engine();
  day.run(e, events, 1900);
  return e.presence(zone, {day.at(0), day.at(1800)})->presence;
}

TEST(engine, a_car_whose_ignition_is_off_is_where_it_is) {
  EXPECT_EQ(parked(rest_evidence::ignition, "BOX").at_least_ms, 1'800'000);
  EXPECT_EQ(parked(rest_evidence::ignition, "BESIDE").at_most_ms, 0);
  EXPECT_LT(parked(rest_evidence::none, "BOX").at_least_ms, 60'000);
  EXPECT_GT(parked(rest_evidence::none, "BESIDE").at_most_ms, 1'600'000);
}

TEST(engine, a_car_that_moved_with_its_ignition_off_was_driven) {
  shift_builder day;
  day.settings().profiles.front().rest = rest_evidence::ignition;
  day.add_zone("BETWEEN", 200, -50, 300, 50);
  day.add_unit("A1", "CAR1");
  std::vector<event> events{day.ping_event("CAR1", 0, 0, 0, 1),
                            day.ping_event("CAR1", 500, 0, 60, 61)};
  for (event& e : events) {
    std::get<ping>(e.body).ignition = false;
  }
  engine e = day.make_engine();
  day.run(e, events, 200);
  const auto answer = e.presence("BETWEEN", {day.at(0), day.at(60)});
  EXPECT_EQ(answer->presence.about_ms, 12'000);
  EXPECT_GT(answer->presence.at_most_ms, 12'000);
}

// An officer with a radio, 30 m deep in one zone and 250 m from another, while the crew's car is
// parked beside or drives about. The radio reports each 30 s, the car each 60 s.
presence_measure beside_car(bool ignition, const std::string& zone, bool car_comes_late) {
  shift_builder day;
  day.settings().profiles = {{.source = "cars", .rest = rest_evidence::ignition},
                             {.source = "radios", .refresh = std::chrono::seconds{30}}};
  day.add_zone("HERE", -150, -30, 150, 150);
  day.add_zone("THERE", -150, -400, 150, -250);
  day.add_unit("A1", "CAR1");
  day.add_unit("A1", "RADIO1");
  std::vector<event> events;
  const auto add = [&](const char* source, event seen) {
    seen.source = source;
    events.push_back(std::move(seen));
  };
  for (double t = 0; t <= 900; t += 30) {
    add("radios", day.ping_event("RADIO1", 0, 0, t, t + 1));
    if (std::fmod(t, 60.0) == 0.0) {
      add("cars", day.ping_event("CAR1", 0, 600, t, car_comes_late ? 1000 + t / 10 : t + 2));
      std::get<ping>(events.back().body).ignition = ignition;
    }
  }
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  engine e = day.make_engine();
  day.run(e, events, 1200);
  return e.presence(zone, {day.at(60), day.at(840)})->presence;
}

TEST(engine, an_officer_whose_car_is_parked_is_on_foot) {
  for (const bool late : {false, true}) {
    SCOPED_TRACE(late);
    // (30 - 15) m at 3 m/s from each of 27 pings, on both sides of it.
    EXPECT_NEAR(static_cast<double>(beside_car(false, "HERE", late).at_least_ms), 26 * 10'000, 100);
    EXPECT_EQ(beside_car(false, "THERE", late).at_most_ms, 0);
    EXPECT_LT(beside_car(true, "HERE", late).at_least_ms, 26 * 1'000);
    EXPECT_GT(beside_car(true, "THERE", late).at_most_ms, 400'000);
  }
}

TEST(engine, presence_of_a_zone_is_published_with_its_visits) {
  const shift_builder day = one_box();
  engine e = day.make_engine();
  const auto presence = of_kind<presence_changed>(day.run(e, one_visit(day), 1300));
  ASSERT_FALSE(presence.empty());
  EXPECT_EQ(presence.front().presence, presence_measure{});
  EXPECT_EQ(presence.back().presence.about_ms, 630'000);
  EXPECT_EQ(presence.back().visits.about, 1U);
  EXPECT_TRUE(presence.back().here.empty());
  EXPECT_EQ(presence.back().last_visit_ended_at, day.at(715));
}

TEST(engine, rejected_pings_are_counted_at_the_next_tick) {
  const shift_builder day = one_box();
  engine e = day.make_engine();
  const event good = day.ping_event("CAR1", 0, 0, 10.1, 10.2);
  std::vector<change> changes;
  e.apply(std::vector<event>{good, good, good}, changes);
  EXPECT_EQ(of_kind<ping_rejected>(changes).size(), 2U);
  EXPECT_TRUE(of_kind<source_counted>(changes).empty());
  const auto resumed_bytes = e.save();
  engine resumed = day.make_engine();
  ASSERT_TRUE(resumed.load(resumed_bytes));
  for (engine* one : {&e, &resumed}) {
    EXPECT_EQ(one->next_deadline(), day.at(11));
    changes.clear();
    one->apply(std::vector<event>{day.tick_event(11), day.tick_event(12)}, changes);
    const auto counted = of_kind<source_counted>(changes);
    ASSERT_EQ(counted.size(), 1U) << "once";
    EXPECT_EQ(counted[0].source, good.source);
    EXPECT_EQ(counted[0].reason, "duplicate");
    EXPECT_EQ(counted[0].total, 2U);
  }
}

TEST(engine, batches_may_be_cut_anywhere) {
  const shift_builder day = one_box();
  engine one = day.make_engine();
  engine many = day.make_engine();
  const auto events = one_visit(day);
  std::vector<change> together;
  std::vector<change> apart;
  std::vector<event> all{{day.at(-1), "zones", 0, zones_activated{"drawn", day.at(-10)}}};
  for (const event& e : events) {
    all.push_back(e);
    all.push_back({e.received_at, "clock", 0, tick{}});
  }
  one.apply(all, together);
  for (const event& e : all) {
    many.apply({&e, 1}, apart);
  }
  EXPECT_EQ(together.size(), apart.size());
  EXPECT_EQ(one.save(), many.save());
}

TEST(engine, a_checkpoint_goes_on_as_if_it_had_never_stopped) {
  const shift_builder day = one_box();
  engine whole = day.make_engine();
  const auto events = one_visit(day);
  for (const std::size_t cut : {1U, 20U, 60U, 140U, 200U}) {
    engine first = day.make_engine();
    const std::vector<event> before{events.begin(),
                                    events.begin() + static_cast<std::ptrdiff_t>(cut)};
    day.run(first, before, -1);
    engine second = day.make_engine();
    ASSERT_TRUE(second.load(first.save()));
    EXPECT_EQ(second.save(), first.save());
    std::vector<change> a;
    std::vector<change> b;
    for (std::size_t i = cut; i < events.size(); ++i) {
      for (auto due = first.next_deadline(); due && *due < events[i].received_at;
           due = first.next_deadline()) {
        EXPECT_EQ(due, second.next_deadline());
        const event t{std::max(*due, events[i - 1].received_at), "clock", 0, tick{}};
        first.apply({&t, 1}, a);
        second.apply({&t, 1}, b);
      }
      first.apply({&events[i], 1}, a);
      second.apply({&events[i], 1}, b);
    }
    EXPECT_EQ(first.save(), second.save());
    EXPECT_EQ(a.size(), b.size());
  }
}

TEST(engine, a_zone_with_red_windows_answers_for_all_time) {
  shift_builder day;
  day.add_zone(
      "BOX", -150, -150, 150, 150, {{.days = 0x7f, .start_minute = 0, .end_minute = 1440}});
  day.add_unit("A1", "CAR1");
  engine e = day.make_engine();
  day.run(e, one_visit(day), 1300);
  const auto answer = e.presence("BOX", {instant{}, instant::max()});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->presence.about_ms, 630'000);
  EXPECT_EQ(answer->red, answer->presence);
  EXPECT_FALSE(e.settled_bytes().empty());
}

TEST(engine, red_windows_are_those_of_the_zone_set_in_force_whenever_it_is_learned) {
  const auto with_windows = [](std::vector<red_window> red) {
    shift_builder day;
    day.add_zone("BOX", -150, -150, 150, 150, std::move(red));
    day.add_unit("A1", "CAR1");
    return day;
  };
  const shift_builder plain = with_windows({});
  const shift_builder red = with_windows({{.days = 0x7f, .start_minute = 0, .end_minute = 1440}});
  engine e = plain.make_engine();
  plain.run(e, one_visit(plain), 1300);
  e.offer(red.zones("red"));
  // Half of the ten minutes at the box were red, as it turns out later.
  std::vector<change> changes;
  const event late{plain.at(1300), "zones", 0, zones_activated{"red", plain.at(400)}};
  e.apply({&late, 1}, changes);
  const auto answer = e.presence("BOX", {plain.at(0), plain.at(1300)});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->presence.about_ms, 630'000);
  EXPECT_EQ(answer->red.about_ms, 315'000);
}

// A car that stands at the same place for twenty minutes, and another zone there from the tenth on.
class zones_to_come : public testing::Test {
 protected:
  zones_to_come() {
    day_.add_zone("OLD", -150, -150, 150, 150);
    day_.add_unit("A1", "CAR1");
    next_.add_zone("NEW", -100, -100, 100, 100);
    for (double t = 0; t <= 1200; t += 10) {
      events_.push_back(day_.ping_event("CAR1", 0, 0, t, t + 1));
    }
  }

  [[nodiscard]] engine make_engine() const {
    engine e = day_.make_engine();
    e.offer(next_.zones("next"));
    return e;
  }
  [[nodiscard]] event activation(double received_s, double from_s) const {
    return {day_.at(received_s), "zones", 0, zones_activated{"next", day_.at(from_s)}};
  }
  /// All events, with the activation in its place.
  [[nodiscard]] std::vector<event> with(const event& activated) const {
    std::vector<event> all = events_;
    all.insert(std::find_if(all.begin(),
                            all.end(),
                            [&](const event& e) { return e.received_at > activated.received_at; }),
               activated);
    return all;
  }
  [[nodiscard]] std::int64_t about_s(const engine& e, const char* zone) const {
    const auto answer = e.presence(zone, {day_.at(0), day_.at(1200)});
    return answer ? answer->presence.about_ms / 1000 : -1;
  }

  shift_builder day_;
  shift_builder next_;
  std::vector<event> events_;
};

TEST_F(zones_to_come, hold_from_their_instant_on_and_are_told_then) {
  engine e = make_engine();
  std::vector<event> before = with(activation(100, 600));
  std::erase_if(before, [&](const event& one) { return one.received_at >= day_.at(590); });
  std::vector<change> changes = day_.run(e, before, 599);
  EXPECT_EQ(of_kind<zones_changed>(changes).size(), 1U) << "the first set";
  EXPECT_FALSE(e.presence("NEW", {day_.at(0), day_.at(1200)}));
  engine later = make_engine();
  changes = day_.run(later, with(activation(100, 600)), 1200);
  ASSERT_EQ(of_kind<zones_changed>(changes).size(), 2U);
  EXPECT_EQ(of_kind<zones_changed>(changes)[1].hash, "next");
  EXPECT_EQ(of_kind<zones_changed>(changes)[1].at, day_.at(600));
  const auto told = std::find_if(changes.begin(), changes.end(), [](const change& c) {
    const auto* zones = std::get_if<zones_changed>(&c.body);
    return zones != nullptr && zones->hash == "next";
  });
  EXPECT_EQ(told->at, day_.at(600)) << "a tick comes for it";
  EXPECT_EQ(about_s(later, "OLD"), 600);
  EXPECT_EQ(about_s(later, "NEW"), 600);
}

TEST_F(zones_to_come, give_what_zones_give_that_were_put_in_force_at_their_instant) {
  engine early = make_engine();
  engine punctual = make_engine();
  day_.run(early, with(activation(100, 600)), 1200);
  day_.run(punctual, with(activation(600, 600)), 1200);
  EXPECT_EQ(early.settled_bytes(), punctual.settled_bytes());
}

TEST_F(zones_to_come, survive_a_checkpoint) {
  const std::vector<event> all = with(activation(100, 600));
  engine whole = make_engine();
  day_.run(whole, all, 1200);
  const auto cut = std::find_if(
      all.begin(), all.end(), [&](const event& e) { return e.received_at > day_.at(300); });
  engine first = make_engine();
  day_.run(first, {all.begin(), cut}, -1);
  engine second = make_engine();
  ASSERT_TRUE(second.load(first.save()));
  EXPECT_EQ(second.save(), first.save());
  std::vector<change> changes;
  second.apply({cut, all.end()}, changes);
  EXPECT_EQ(of_kind<zones_changed>(changes).size(), 1U);
  EXPECT_EQ(about_s(second, "NEW"), about_s(whole, "NEW"));
  engine without = day_.make_engine();
  EXPECT_FALSE(without.load(first.save())) << "the set to come is not offered";
}

TEST_F(zones_to_come, give_way_to_another_set_for_the_same_instant) {
  engine e = make_engine();
  std::vector<event> all = with(activation(100, 600));
  all.insert(
      std::find_if(
          all.begin(), all.end(), [&](const event& one) { return one.received_at > day_.at(200); }),
      {day_.at(200), "zones", 0, zones_activated{"drawn", day_.at(600)}});
  day_.run(e, all, 1200);
  EXPECT_EQ(about_s(e, "OLD"), 1200);
  EXPECT_EQ(about_s(e, "NEW"), -1) << "never in force";
}

TEST(engine, counts_the_red_time_of_a_night_whose_clock_change_parts_two_zone_sets) {
  using namespace std::chrono_literals;
  // 2026-10-25: clocks go back at 01:00 UTC, so that the hour from 01:00 local comes twice; from
  // 02:00 UTC on another set is in force, in which the zone is red for an hour longer.
  const instant start = std::chrono::sys_days{std::chrono::year{2026} / 10 / 24} + 22h;
  const auto zones = [](std::uint16_t end_minute) {
    shift_builder day;
    day.add_zone("BOX",
                 -150,
                 -150,
                 150,
                 150,
                 {{.days = 0x7f, .start_minute = 21 * 60, .end_minute = end_minute}});
    return day;
  };
  const shift_builder before = zones(1 * 60 + 30);
  const shift_builder after = zones(2 * 60 + 30);
  parameters settings = before.settings();
  settings.clock = london_2026();
  settings.horizon = 24h;
  engine e{settings};
  e.offer(before.zones("before"));
  e.offer(after.zones("after"));
  std::vector<event> events{{start, "zones", 0, zones_activated{"before", start - 24h}},
                            {start, "zones", 0, zones_activated{"after", start + 4h}},
                            {start,
                             "rota",
                             0,
                             roster_changed{{.unit = "A1",
                                             .device = "CAR1",
                                             .kind = unit_kind::car,
                                             .person_ref = {},
                                             .skills = {},
                                             .vehicle = {},
                                             .home_zone = {},
                                             .duty = {start - 24h, start + 24h}}}}};
  for (instant t = start; t <= start + 6h; t += 30s) {
    events.push_back(
        {t, "avl", 0, ping{.device = "CAR1", .observed_at = t, .at = before.place(0, 0)}});
  }
  std::vector<change> changes;
  e.apply(events, changes);
  const auto red = [&](duration from, duration to) {
    return std::chrono::milliseconds{e.presence("BOX", {start + from, start + to})->red.about_ms};
  };
  EXPECT_EQ(red(0h, 4h), 3h + 30min) << "from 22:00 UTC to the second 01:30 local, 01:30 UTC";
  EXPECT_EQ(red(4h, 6h), 30min) << "from 02:00 to 02:30, in the other set";
}

TEST(engine, shows_a_unit_where_its_newest_fix_is_that_still_stands) {
  const shift_builder day = one_box();
  engine e = day.make_engine();
  // A late ping shows that the newest one was a jump.
  const auto moves = of_kind<unit_moved>(day.run(e,
                                                 {day.ping_event("CAR1", 0, 0, 0, 1),
                                                  day.ping_event("CAR1", 2'400, 0, 50, 51),
                                                  day.ping_event("CAR1", 100, 0, 45, 60)},
                                                 61));
  ASSERT_EQ(moves.size(), 3U);
  EXPECT_EQ(moves[1].observed_at, day.at(50));
  EXPECT_EQ(moves[2].observed_at, day.at(45));
}

TEST(engine, a_back_dated_roster_row_moves_the_unit_and_leaves_no_other_behind) {
  shift_builder day;
  day.add_zone("BOX", -150, -150, 150, 150);
  engine e = day.make_engine();
  auto changes = day.run(e, {day.ping_event("CAR1", 0, 0, 0, 1)}, 2);
  EXPECT_EQ(of_kind<unit_moved>(changes).back().unit, "avl/CAR1");
  changes.clear();
  const event row{day.at(10),
                  "rota",
                  0,
                  roster_changed{{.unit = "A1",
                                  .device = "CAR1",
                                  .kind = unit_kind::car,
                                  .person_ref = {},
                                  .skills = {},
                                  .vehicle = {},
                                  .home_zone = {},
                                  .duty = {day.at(-3600), day.at(3600)}}}};
  e.apply({&row, 1}, changes);
  ASSERT_EQ(of_kind<unit_moved>(changes).size(), 1U);
  EXPECT_EQ(of_kind<unit_moved>(changes).front().unit, "A1");
  EXPECT_TRUE(of_kind<unit_moved>(changes).front().rostered);
  ASSERT_EQ(of_kind<unit_staleness_changed>(changes).size(), 1U);
  EXPECT_EQ(of_kind<unit_staleness_changed>(changes).front().unit, "avl/CAR1");
}

TEST(engine, forgets_fixes_that_no_late_ping_can_reach) {
  const auto checkpoint_after = [](double hours) {
    const shift_builder day = one_box();
    engine e = day.make_engine();
    std::vector<event> events;
    for (double t = 0; t < 3600 * hours; t += 5) {
      events.push_back(day.ping_event("CAR1", 5'000, 0, t, t + 1));
    }
    day.run(e, events, 3600 * hours);
    return e.save().size();
  };
  EXPECT_EQ(checkpoint_after(4), checkpoint_after(6));
}

TEST(engine, refuses_a_damaged_checkpoint) {
  const shift_builder day = one_box();
  engine e = day.make_engine();
  day.run(e, one_visit(day), 1300);
  auto bytes = e.save();
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    engine other = day.make_engine();
    EXPECT_FALSE(other.load({bytes.data(), cut}));
  }
}

}  // namespace
}  // namespace beatwatch
