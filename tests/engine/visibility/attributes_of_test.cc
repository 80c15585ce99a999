#include "engine/visibility/attributes_of.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'000'000'000'000;
constexpr int length_ms = 120;

instant at_ms(int ms) { return ms_to_instant(start_ms + ms); }

// Roster, statuses and incidents of one unit.
struct told_facts {
  roster_book roster;
  id_map<unit_id> names;
  std::map<std::string, incident> incidents;
  unit_facts facts{roster, names, incidents};
  unit_id unit = names.intern("A1");
};

TEST(unit_facts, tell_the_crew_of_each_time_and_what_the_roster_says_now) {
  told_facts told;
  const auto learn = [&told](const char* person, int from, int to, int recorded) {
    told.roster.learn({.unit = "A1",
                       .device = "R1",
                       .kind = unit_kind::foot,
                       .person_ref = person,
                       .skills = {},
                       .vehicle = {},
                       .home_zone = {},
                       .duty = {at_ms(from), at_ms(to)}},
                      at_ms(recorded));
  };
  const auto officers = [&told](int ms) {
    return told.facts.crew_of(told.unit, at_ms(ms)).officers;
  };
  EXPECT_EQ(officers(50), 0U);
  learn("P1", 0, 100, 1);
  EXPECT_EQ(officers(50), 1U);
  EXPECT_EQ(officers(99), 1U);
  EXPECT_EQ(officers(100), 0U);
  EXPECT_EQ(officers(50), 1U);
  EXPECT_EQ(told.facts.crew_of(told.unit, at_ms(50)).kind, unit_kind::foot);
  told.roster.learn(holding_ended{.unit = "A1", .device = "R1", .at = at_ms(40)}, at_ms(2));
  EXPECT_EQ(officers(39), 1U);
  EXPECT_EQ(officers(50), 0U);
}

// One device: its level inside the zone, and its pace, at each millisecond.
struct drawn_device {
  std::array<presence_level, length_ms> inside{};
  std::array<pace, length_ms> speed{};
  presence_line inside_line;
  pace_line speed_line;
};

class random_visits : public testing::TestWithParam<std::uint64_t> {
 protected:
  int below(int n) { return std::uniform_int_distribution{0, n - 1}(random_); }

  void draw_levels(std::array<presence_level, length_ms>& levels, presence_line& line) {
    for (int t = 0; t < length_ms;) {
      const int until = std::min(length_ms, t + 1 + below(25));
      const auto level = static_cast<presence_level>(below(6));
      line.append({at_ms(t), at_ms(until), level});
      for (; t < until; ++t) {
        levels.at(static_cast<std::size_t>(t)) = level;
      }
    }
  }
  drawn_device a_device() {
    drawn_device made;
    draw_levels(made.inside, made.inside_line);
    for (int t = 0; t < length_ms;) {
      const int until = std::min(length_ms, t + 1 + below(25));
      const auto speed = static_cast<pace>(1 + below(5));
      made.speed_line.lay({at_ms(t), at_ms(until)}, speed);
      for (; t < until; ++t) {
        made.speed.at(static_cast<std::size_t>(t)) = speed;
      }
    }
    return made;
  }

  std::mt19937_64 random_{GetParam()};
};

TEST_P(random_visits, are_what_each_millisecond_says) {
  told_facts told;
  std::array<unit_status, length_ms> status{};
  for (int t = 3; t < length_ms; t += 1 + below(40)) {
    const auto doing = static_cast<unit_status>(below(8));
    told.facts.learn(told.unit, {at_ms(t), doing, ""});
    std::fill(status.begin() + t, status.end(), doing);
  }
  const std::vector<drawn_device> devices{a_device(), a_device()};
  std::array<presence_level, length_ms> site{};
  presence_line site_line;
  draw_levels(site, site_line);
  const std::vector<interval> in_force{{at_ms(10), at_ms(60)}, {at_ms(90), at_ms(200)}};
  const interval span{at_ms(below(20)), at_ms(length_ms - below(20))};

  visit_attributes expected;
  for (instant t = span.from; t < span.to; t += duration{1}) {
    const auto i = static_cast<std::size_t>((t - at_ms(0)).count());
    presence_level inside = presence_level::out;
    for (const drawn_device& d : devices) {
      inside = std::max(inside, d.inside.at(i));
    }
    const bool is_site = in_force[0].contains(t) || in_force[1].contains(t);
    const presence_level at_site = is_site ? site.at(i) : presence_level::out;
    const bool booked_in = status.at(i) == unit_status::at_station;
    const bool at_station = at_site >= presence_level::likely || booked_in;
    const bool likely = inside >= presence_level::likely;
    expected.off_station.unknown_ms +=
        inside == presence_level::unknown && at_site != presence_level::proved;
    expected.off_station.at_most_ms +=
        inside >= presence_level::possible && at_site != presence_level::proved;
    expected.off_station.about_ms += likely && !at_station;
    expected.off_station.at_least_ms +=
        inside == presence_level::proved && at_site == presence_level::out && !booked_in;
    expected.at_station_ms += likely && at_station;
    expected.committed_ms += likely && !at_station && status.at(i) >= unit_status::assigned;
    expected.unallocated_ms += likely && !at_station && status.at(i) == unit_status::available;
    const auto any = [&](presence_level at_least, pace from, pace to) {
      return likely && !at_station && std::ranges::any_of(devices, [&](const drawn_device& d) {
               return d.inside.at(i) >= at_least && d.speed.at(i) >= from && d.speed.at(i) <= to;
             });
    };
    expected.on_foot_ms += any(presence_level::likely, pace::on_foot, pace::on_foot);
    expected.stopped_ms += any(presence_level::likely, pace::stopped, pace::parked);
    expected.driving_ms += any(presence_level::likely, pace::driving, pace::slow);
    expected.dwell_about_ms += any(presence_level::likely, pace::slow, pace::on_foot);
    expected.dwell_at_least_ms +=
        any(presence_level::proved, pace::parked, pace::on_foot) && at_site == presence_level::out;
  }
  const visit_rules rules{.short_on_foot = duration{20},
                          .short_stopped = duration{10},
                          .dose = duration{45},
                          .full_credit = duration{50},
                          .last_credit = duration{60}};
  expected.credit = credit_of(expected.dwell_about_ms, rules);
  expected.kind = class_of(expected, rules);

  std::vector<device_told> lines;
  for (const drawn_device& d : devices) {
    lines.push_back({&d.inside_line, &d.speed_line});
  }
  const std::vector<station_told> stations{{&site_line, &in_force}};
  visit_attributes found = attributes_of(
      span,
      0,
      {.unit = told.unit, .devices = lines, .stations = stations, .facts = &told.facts},
      rules);
  EXPECT_EQ(found, expected);
  EXPECT_LE(found.dwell_at_least_ms, found.dwell_about_ms);
  EXPECT_LE(found.off_station.at_least_ms, found.off_station.about_ms);
  EXPECT_LE(found.off_station.about_ms, found.off_station.at_most_ms);
  std::swap(lines[0], lines[1]);
  EXPECT_EQ(attributes_of(
                span,
                0,
                {.unit = told.unit, .devices = lines, .stations = stations, .facts = &told.facts},
                rules),
            expected);
}

INSTANTIATE_TEST_SUITE_P(seeds, random_visits, testing::Range<std::uint64_t>(1, 200));

visit_class class_by(std::int64_t dwell_s, std::int64_t on_foot_s, std::int64_t stopped_s) {
  visit_attributes visit;
  visit.dwell_about_ms = dwell_s * 1'000;
  visit.on_foot_ms = on_foot_s * 1'000;
  visit.stopped_ms = stopped_s * 1'000;
  return class_of(visit, {});
}

TEST(visit_class, is_a_dose_from_ten_minutes_on) {
  EXPECT_EQ(class_by(600, 0, 0), visit_class::dose);
  EXPECT_EQ(class_by(599, 599, 0), visit_class::short_stop);
}

TEST(visit_class, is_short_from_two_minutes_on_foot_or_one_minute_stopped) {
  EXPECT_EQ(class_by(120, 120, 0), visit_class::short_stop);
  EXPECT_EQ(class_by(119, 119, 0), visit_class::passing_on_foot);
  EXPECT_EQ(class_by(60, 0, 60), visit_class::short_stop);
  EXPECT_EQ(class_by(300, 0, 59), visit_class::passing_driving);
}

TEST(visit_credit, ends_after_twenty_minutes_the_last_five_of_which_are_flagged) {
  const visit_rules rules;
  const auto credit = [&](int minutes) { return credit_of(minutes * 60'000, rules); };
  EXPECT_EQ(credit(14), (visit_credit{14 * 60'000, 0}));
  EXPECT_EQ(credit(17), (visit_credit{15 * 60'000, 2 * 60'000}));
  EXPECT_EQ(credit(90), (visit_credit{15 * 60'000, 5 * 60'000}));
}

TEST(visit_evidence, is_graded_by_the_pings_inside) {
  EXPECT_EQ(evidence_of(0), evidence_grade::c);
  EXPECT_EQ(evidence_of(2), evidence_grade::b);
  EXPECT_EQ(evidence_of(3), evidence_grade::a);
}

TEST(visit_attributes, name_the_most_urgent_grade_among_incidents_attended_meanwhile) {
  told_facts told;
  told.incidents["I1"].grade = 3;
  told.incidents["I2"].grade = 2;
  told.incidents["I3"].grade = 1;
  told.facts.learn(told.unit, {at_ms(0), unit_status::on_scene, "I1"});
  told.facts.learn(told.unit, {at_ms(20), unit_status::en_route, "I2"});
  told.facts.learn(told.unit, {at_ms(40), unit_status::available, "I3"});
  const auto grade = [&](int from, int to) {
    return attributes_of({at_ms(from), at_ms(to)}, 0, {.unit = told.unit, .facts = &told.facts}, {})
        .incident_grade;
  };
  EXPECT_EQ(grade(0, 10), 3);
  EXPECT_EQ(grade(10, 50), 2);
  EXPECT_EQ(grade(40, 50), 0) << "available again";
}

TEST(visit_attributes, count_officers_once_however_many_devices_they_hold) {
  told_facts told;
  const auto row = [&](const char* device, const char* person, unit_kind kind, int to) {
    told.roster.learn({.unit = "A1",
                       .device = device,
                       .kind = kind,
                       .person_ref = person,
                       .skills = {},
                       .vehicle = {},
                       .home_zone = {},
                       .duty = {at_ms(0), at_ms(to)}},
                      at_ms(0));
  };
  row("CAR1", "", unit_kind::car, 100);
  row("RADIO1", "p1", unit_kind::car, 100);
  row("CAMERA1", "p1", unit_kind::car, 100);
  row("RADIO2", "p2", unit_kind::foot, 50);
  const auto at = [&](int from) {
    return attributes_of(
        {at_ms(from), at_ms(90)}, 0, {.unit = told.unit, .facts = &told.facts}, {});
  };
  EXPECT_EQ(at(10).officers, 2U);
  EXPECT_EQ(at(10).visibility, visibility_class::uniformed_foot);
  EXPECT_EQ(at(50).officers, 1U);
  EXPECT_EQ(at(50).visibility, visibility_class::marked);
}

}  // namespace
}  // namespace beatwatch
