// A visit that goes on for much longer than the horizon: what is settled of it is summed up.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "engine/base/archive.h"
#include "engine/change_fields.h"
#include "engine/engine.h"
#include "tests/support/shift_builder.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr double hour_s = 3600;

shift_builder day_with(duration horizon) {
  shift_builder day;
  day.settings().horizon = horizon;
  day.settings().presence_retained = 1h;
  day.add_zone("YARD", -60, -60, 60, 60);
  day.add_zone("STATION", -60, 40, 60, 200, {}, "station");
  day.add_unit("A1", "CAR0");
  return day;
}

// It stands in the yard, now near the station and now not, drives round in it, and leaves.
std::vector<event> stays_for(const shift_builder& day, double seconds) {
  std::vector<event> events;
  for (double t = 0; t < seconds; t += 15) {
    const int turn = static_cast<int>(t) / 15;
    const bool drives = turn % 400 > 380;
    const double x = drives ? 50.0 * ((turn % 4) - 1.5) : 3.0 * (turn % 5);
    const double y = turn % 90 > 60 ? 45.0 : 2.0 * (turn % 7);
    events.push_back(day.ping_event("CAR0", x, y, t, t + 1));
  }
  for (int i = 0; i < 20; ++i) {
    events.push_back(
        day.ping_event("CAR0", 400.0 * (i + 1), 0, seconds + 15 * i, seconds + 15 * i + 1));
  }
  const auto status = [&](double t, unit_status what, const char* incident) {
    events.push_back({day.at(t + 1), "log", 0, status_changed{"A1", what, day.at(t), incident}});
  };
  events.push_back({day.at(1),
                    "log",
                    0,
                    incident_changed{{.name = "I-1",
                                      .grade = 2,
                                      .type = {},
                                      .at = day.place(0, 0),
                                      .place_error_m = {},
                                      .opened_at = day.at(0),
                                      .closed_at = {},
                                      .assigned = {}}}});
  status(600, unit_status::available, "");
  status(2 * hour_s, unit_status::on_scene, "I-1");
  status(3 * hour_s, unit_status::at_station, "");
  status(4 * hour_s, unit_status::available, "");
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return events;
}

std::vector<event> heard_by(instant t, std::vector<event> events) {
  std::erase_if(events, [t](const event& e) { return e.received_at > t; });
  return events;
}

// In canonical bytes.
std::vector<std::vector<std::byte>> bytes_of(std::vector<visit_changed> visits) {
  std::vector<std::vector<std::byte>> bytes;
  for (visit_changed& visit : visits) {
    byte_writer{bytes.emplace_back()}(visit);
  }
  return bytes;
}

TEST(long_visit, ends_as_if_nothing_of_it_had_been_settled_before) {
  const auto settled_with = [](duration horizon) {
    const shift_builder day = day_with(horizon);
    engine e = day.make_engine();
    const auto changes = day.run(e, stays_for(day, 6 * hour_s), 20 * hour_s);
    std::vector<visit_changed> settled;
    for (const visit_changed& visit : of_kind<visit_changed>(changes)) {
      if (visit.state == visit_state::settled) {
        settled.push_back(visit);
        settled.back().revision = 0;
      }
    }
    return settled;
  };
  const auto bit_by_bit = settled_with(5min);
  const auto at_once = settled_with(10h);
  ASSERT_FALSE(at_once.empty());
  const auto longest = std::max_element(
      at_once.begin(), at_once.end(), [](const visit_changed& a, const visit_changed& b) {
        return a.span.length() < b.span.length();
      });
  EXPECT_GT(longest->span.length(), 5h);
  EXPECT_EQ(longest->attributes.incident_grade, 2);
  EXPECT_GT(longest->attributes.at_station_ms, 0);
  EXPECT_GT(longest->attributes.committed_ms, 0);
  const auto by_zone = [](std::vector<visit_changed> visits) {
    std::sort(visits.begin(), visits.end(), [](const visit_changed& a, const visit_changed& b) {
      return std::tie(a.zone, a.span.from) < std::tie(b.zone, b.span.from);
    });
    return visits;
  };
  EXPECT_EQ(bytes_of(by_zone(bit_by_bit)), bytes_of(by_zone(at_once)));
}

TEST(long_visit, takes_no_more_memory_the_longer_it_lasts) {
  const shift_builder day = day_with(5min);
  const auto bytes_after = [&day](double seconds) {
    engine e = day.make_engine();
    day.run(e, heard_by(day.at(seconds), stays_for(day, 10 * hour_s)), seconds);
    return static_cast<std::int64_t>(e.save().size());
  };
  const std::int64_t early = bytes_after(3 * hour_s);
  const std::int64_t late = bytes_after(9 * hour_s);
  EXPECT_LT(late, early + early / 20);
}

TEST(long_visit, is_told_whole_while_it_goes_on) {
  const auto told_with = [](duration horizon) {
    const shift_builder day = day_with(horizon);
    engine e = day.make_engine();
    day.run(e, heard_by(day.at(5 * hour_s), stays_for(day, 6 * hour_s)), 5 * hour_s);
    std::vector<visit_changed> told;
    for (double t = 5 * hour_s; t < 5.5 * hour_s; t += 60) {
      const event next = day.tick_event(t + 1);
      std::vector<change> changes;
      e.apply({&next, 1}, changes);
      const auto answer = e.presence("YARD", {day.at(4.5 * hour_s), day.at(t)});
      for (const visit_changed& visit : answer->visit_list) {
        told.push_back(visit);
        told.back().revision = 0;
        told.back().state = {};  // the shorter the horizon, the sooner it is settled
        told.back().cause = {};
      }
    }
    return told;
  };
  const auto bit_by_bit = told_with(5min);
  ASSERT_FALSE(bit_by_bit.empty());
  EXPECT_GT(bit_by_bit.front().span.length(), 4h);
  EXPECT_EQ(bytes_of(bit_by_bit), bytes_of(told_with(10h)));
}

TEST(long_visit, goes_on_from_a_checkpoint) {
  const shift_builder day = day_with(5min);
  engine e = day.make_engine();
  day.run(e, heard_by(day.at(3 * hour_s), stays_for(day, 4 * hour_s)), 3 * hour_s);
  engine loaded = day.make_engine();
  ASSERT_TRUE(loaded.load(e.save()));
  std::vector<change> told;
  std::vector<change> told_by_loaded;
  for (double t = 3 * hour_s + 1; t < 6 * hour_s; t += 20) {
    const event next = day.tick_event(t);
    e.apply({&next, 1}, told);
    loaded.apply({&next, 1}, told_by_loaded);
  }
  EXPECT_FALSE(of_kind<visit_changed>(told).empty());
  EXPECT_EQ(bytes_of(of_kind<visit_changed>(told)),
            bytes_of(of_kind<visit_changed>(told_by_loaded)));
}

}  // namespace
}  // namespace beatwatch
