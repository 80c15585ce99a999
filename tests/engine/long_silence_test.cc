// What zones get while a device is silent for longer than its gap limit.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

constexpr double hour_s = 3600;

// The fix is at the origin before and after.
std::vector<event> silent_for(const shift_builder& day, double seconds, int cars = 1) {
  std::vector<event> events;
  for (const double t : {0.0, seconds}) {
    for (int car = 0; car < cars; ++car) {
      events.push_back(day.ping_event("CAR" + std::to_string(car), 0, 0, t, t + 1));
    }
  }
  return events;
}

TEST(long_silence, leaves_any_zone_that_can_have_been_reached_unknown) {
  shift_builder day;
  day.add_zone("HERE", -150, -150, 150, 150);
  day.add_zone("FAR", 5'000, -150, 5'300, 150);
  day.add_unit("A1", "CAR0");
  engine e = day.make_engine();
  day.run(e, silent_for(day, hour_s), hour_s + 120);
  const interval whole{day.at(0), day.at(hour_s)};
  const presence_measure far = e.presence("FAR", whole)->presence;
  EXPECT_EQ(far.at_most_ms, 0);
  EXPECT_NEAR(static_cast<double>(far.unknown_ms), 3'400e3, 2e3) << "100 s there, 100 s back";
  const presence_measure here = e.presence("HERE", whole)->presence;
  EXPECT_GT(here.at_least_ms, 0);
  EXPECT_EQ(here.at_most_ms + here.unknown_ms, 3'600'000);
}

TEST(long_silence, is_shortened_by_what_comes_late) {
  shift_builder day;
  day.add_zone("FAR", 5'000, -150, 5'300, 150);
  day.add_unit("A1", "CAR0");
  auto events = silent_for(day, 1800);
  events.push_back(day.ping_event("CAR0", 0, 0, 900, 1900));
  engine late = day.make_engine();
  day.run(late, events, 2'000);
  const interval whole{day.at(0), day.at(1800)};
  EXPECT_NEAR(static_cast<double>(late.presence("FAR", whole)->presence.unknown_ms), 1'400e3, 2e3);
  std::swap(events[1], events[2]);
  events[1].received_at = day.at(901);
  engine in_time = day.make_engine();
  day.run(in_time, events, 2'000);
  EXPECT_EQ(late.settled_bytes(), in_time.settled_bytes());
}

TEST(long_silence, goes_on_from_a_checkpoint) {
  shift_builder day;
  day.add_zone("FAR", 5'000, -150, 5'300, 150);
  day.add_unit("A1", "CAR0");
  engine e = day.make_engine();
  day.run(e, silent_for(day, 1800), 1'801);
  engine loaded = day.make_engine();
  ASSERT_TRUE(loaded.load(e.save()));
  std::vector<change> told;
  std::vector<change> told_by_loaded;
  for (double t = 1'802; t < 2'000; t += 1) {
    const event next = day.tick_event(t);
    e.apply({&next, 1}, told);
    loaded.apply({&next, 1}, told_by_loaded);
  }
  EXPECT_EQ(of_kind<presence_changed>(told).size(), 1U);
  EXPECT_EQ(of_kind<presence_changed>(told), of_kind<presence_changed>(told_by_loaded));
}

// It was in the box and 400 m beside it when last heard of, and is back in the box when heard of
// again: it may have been there all the time, though the silence is read zone by zone only nearer
// to its ends.
TEST(long_silence, does_not_prove_that_a_unit_was_away) {
  const auto visits_at_least = [](bool heard) {
    shift_builder day;
    day.settings().profiles.front().refresh = std::chrono::seconds{5};
    day.add_zone("BOX", -150, -150, 150, 150);
    day.add_unit("A1", "CAR0");
    std::vector<event> events;
    for (double t = 0; t <= 2'000; t += 5) {
      const double away_m = std::clamp(30 * std::min(t - 100, 1'500 - t), 0.0, 550.0);
      const bool silent = t > 120 && t < 1'480;
      if (!silent || heard) {
        events.push_back(day.ping_event("CAR0", away_m, 0, t, t + 1));
      }
    }
    engine e = day.make_engine();
    const auto published = of_kind<presence_changed>(day.run(e, events, 2'200));
    const auto asked = e.presence("BOX", {day.at(0), day.at(2'200)});
    EXPECT_EQ(published.back().visits.at_least, asked->visits->at_least);
    return asked->visits->at_least;
  };
  EXPECT_EQ(visits_at_least(true), 2U);
  EXPECT_EQ(visits_at_least(false), 1U);
}

// An hour with the radios off, as between two shifts, is not written down zone by zone.
TEST(long_silence, costs_no_more_where_there_are_many_zones) {
  const auto size_with = [](int cars) {
    shift_builder day;
    for (int z = 0; z < 300; ++z) {
      day.add_zone("Z" + std::to_string(z), 2'000 + 20 * z, 0, 2'010 + 20 * z, 10);
    }
    for (int car = 0; car < cars; ++car) {
      day.add_unit("U" + std::to_string(car), "CAR" + std::to_string(car));
    }
    engine e = day.make_engine();
    day.run(e, silent_for(day, hour_s, cars), hour_s + 120);
    return e.save().size();
  };
  EXPECT_LT(size_with(100), size_with(1) + 100 * 2'000);
}

}  // namespace
}  // namespace beatwatch
