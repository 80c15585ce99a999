#include "tests/support/random_shift.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>

#include "tests/support/random_area.h"
#include "tests/support/street_grid.h"

namespace beatwatch {
namespace {

constexpr std::int64_t start_ms = 1'772'834'400'000;  // 2026-03-06T22:00:00Z
constexpr double half_side_m = 1'500.0;

struct place_m {
  double x = 0.0;
  double y = 0.0;
};

class shift_maker {
 public:
  shift_maker(std::uint64_t seed, const random_shift_options& options)
      : random_(seed), options_(options) {}

  random_shift make() {
    settings();
    shift_.span = {ms_to_instant(start_ms),
                   ms_to_instant(start_ms) + std::chrono::minutes{options_.minutes}};
    zones();
    if (options_.roads) {
      shift_.roads = street_grid(shift_.settings.plane, 21, 2.0 * half_side_m / 20.0);
    }
    incidents();
    for (int u = 0; u < options_.units; ++u) {
      if (u % 2 == 0) {
        car(std::to_string(u));
      } else {
        walker(std::to_string(u));
      }
    }
    for (const char* const unit : {"CAR0", "NEXT0", "FOOT1", "CAR2", "FOOT3"}) {
      statuses_of(unit);
    }
    std::stable_sort(shift_.pings.begin(), shift_.pings.end(), [](const auto& a, const auto& b) {
      return a.received_at < b.received_at;
    });
    return std::move(shift_);
  }

 private:
  double uniform(double low, double high) {
    return std::uniform_real_distribution{low, high}(random_);
  }
  bool one_in(int n) { return std::uniform_int_distribution{1, n}(random_) == 1; }
  place_m anywhere() {
    return {uniform(-half_side_m, half_side_m), uniform(-half_side_m, half_side_m)};
  }

  void settings() {
    parameters& s = shift_.settings;
    s.plane = {.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};
    s.clock.changes = {{instant::min(), 0}};
    s.policing_day_start_minute = 22 * 60 + 40;
    const instant day_change = ms_to_instant(start_ms) + std::chrono::minutes{40};
    shift_.first_day = {day_change - std::chrono::days{1}, day_change};
    shift_.second_day = {day_change, day_change + std::chrono::days{1}};
    s.horizon = std::chrono::minutes{40};
    s.future_limit = std::chrono::seconds{90};
    s.profiles = {{.source = "radios",
                   .refresh = std::chrono::seconds{30},
                   .gap_limit = std::chrono::seconds{90},
                   .merge_gap = std::chrono::seconds{180}},
                  {.source = "trackers",
                   .refresh = std::chrono::seconds{10},
                   .gap_limit = std::chrono::seconds{60},
                   .rest = rest_evidence::movement}};
  }

  zone random_zone(const std::string& name) {
    const place_m centre = anywhere();
    const plane_point at{static_cast<std::int32_t>(centre.x * 1e3),
                         static_cast<std::int32_t>(centre.y * 1e3)};
    zone made{
        .name = name,
        .kind = one_in(5) ? "station" : "micro_beat",
        .valid_from = {},
        .levels = {},
        .red_windows = {},
        .shape = area_of(random_polygons(random_, at, {.radius_m = 200.0, .vertices_max = 20}))};
    if (one_in(2)) {
      made.red_windows.push_back(
          {.days = 0x7f, .start_minute = 22 * 60 + 10, .end_minute = 22 * 60 + 50});
    }
    return made;
  }

  // Two hierarchies, of which some zones are in one or in none; some change when the set does. Some
  // zones have a level of their own.
  static std::vector<std::vector<std::string>> levels_of(const std::string& name, std::size_t set) {
    const std::size_t draw = static_cast<std::size_t>(name.back()) + name.size() + set;
    std::vector<std::vector<std::string>> levels;
    if (draw % 7 != 0) {
      levels.push_back({"force", draw % 2 == 0 ? "north" : "south"});
      if (draw % 3 != 0) {
        levels.back().push_back("local-" + std::to_string(draw % 3));
      }
    }
    if (draw % 3 == 0) {
      levels.push_back({"ward-" + std::to_string(draw % 2)});
    }
    if (name.back() % 2 == 0) {
      levels.push_back({"only-" + name});
    }
    return levels;
  }

  // One long gate stays, a bent one moves, a short one goes.
  static std::vector<gate_line> gates_of(std::size_t set) {
    constexpr auto side_mm = static_cast<std::int32_t>(half_side_m * 1e3);
    const std::int32_t moved_mm = set == 0 ? 0 : 400'000;
    std::vector<gate_line> gates{
        {.name = "GATE-LONG", .levels = {}, .line = {{0, -2 * side_mm}, {0, 2 * side_mm}}},
        {.name = "GATE-BENT",
         .levels = {{"force", "north"}},
         .line = {{moved_mm, -side_mm}, {moved_mm, 100'000}, {side_mm, 100'000}}}};
    if (set == 0) {
      gates.push_back({.name = "GATE-SHORT",
                       .levels = {},
                       .line = {{-700'000, -200'000}, {-700'000, 200'000}}});
    }
    return gates;
  }

  void zones() {
    std::vector<zone> first;
    for (int i = 0; i < options_.zones; ++i) {
      first.push_back(random_zone("Z" + std::to_string(100 + i)));
    }
    // Some zones go, some move, some are new, and the rest shifts in the order of names.
    std::vector<zone> second{random_zone("A0"), random_zone("Z1055")};
    for (const zone& z : first) {
      if (!one_in(3)) {
        second.push_back(one_in(3) ? random_zone(z.name) : z);
      }
    }
    std::array<std::vector<zone>, 2> sets{first, second};
    for (std::size_t i = 0; i < sets.size(); ++i) {
      for (zone& z : sets.at(i)) {
        z.levels = levels_of(z.name, i);
      }
    }
    const std::array<instant, 2> from{shift_.span.from - std::chrono::hours{1},
                                      shift_.span.from + shift_.span.length() / 2};
    for (std::size_t i = 0; i < sets.size(); ++i) {
      const std::string hash = "set" + std::to_string(i);
      shift_.zone_sets.push_back(
          std::make_shared<const zone_set>(sets.at(i), hash, zone_index_reach, gates_of(i)));
      shift_.activations.push_back({hash, from.at(i)});
    }
  }

  void learn(const std::string& unit,
             const std::string& device,
             unit_kind kind,
             interval duty,
             const std::string& person = {}) {
    shift_.roster.push_back({.unit = unit,
                             .device = device,
                             .kind = kind,
                             .person_ref = person,
                             .skills = {},
                             .vehicle = kind == unit_kind::car ? "car" : "",
                             .home_zone = {},
                             .duty = duty});
  }

  // Where somebody no faster than `speed_max` is, second by second.
  std::vector<place_m> way(double speed_max) {
    std::vector<place_m> at;
    place_m here = anywhere();
    const auto seconds = static_cast<std::size_t>(60 * options_.minutes);
    while (at.size() < seconds) {
      const place_m goal = anywhere();
      const double length = std::hypot(goal.x - here.x, goal.y - here.y);
      const double speed = uniform(0.2, 1.0) * speed_max;
      const int steps = 1 + static_cast<int>(length / speed);
      for (int i = 1; i <= steps; ++i) {
        const double f = static_cast<double>(i) / steps;
        at.push_back({here.x + f * (goal.x - here.x), here.y + f * (goal.y - here.y)});
      }
      here = goal;
      at.insert(at.end(), static_cast<std::size_t>(uniform(0.0, 600.0)), here);
    }
    at.resize(seconds);
    return at;
  }

  void report(const std::string& source,
              const std::string& device,
              const std::vector<place_m>& way,
              int refresh_s) {
    const local_plane plane{shift_.settings.plane};
    const duration delay = std::chrono::seconds{one_in(4) ? -80 : 1};
    auto t = static_cast<std::size_t>(uniform(0.0, refresh_s));
    while (t < way.size()) {
      place_m at = way[t];
      ping p{.device = device, .observed_at = shift_.span.from + std::chrono::seconds{t}, .at = {}};
      double error = 14.0;
      if (one_in(8)) {
        p.accuracy_cm = options_.disturbed && one_in(3) ? 5'000 : 800;
        error = 3.0 * *p.accuracy_cm * 0.01 - 1.0;
      }
      const double angle = uniform(0.0, 2.0 * std::numbers::pi);
      const double off = uniform(0.0, error);
      at = {at.x + off * std::cos(angle), at.y + off * std::sin(angle)};
      if (options_.disturbed && one_in(25)) {
        at = {at.x + uniform(-9'000.0, 9'000.0), at.y};
        far_ = one_in(3) ? 4 : 0;
      } else if (far_ > 0) {
        at.x += 8'000.0;
        --far_;
      }
      p.at = plane.unproject({static_cast<std::int32_t>(std::lround(at.x * 1e3)),
                              static_cast<std::int32_t>(std::lround(at.y * 1e3))});
      if (t + 1 < way.size() && way[t].x == way[t + 1].x && way[t].y == way[t + 1].y) {
        (one_in(2) ? p.ignition : p.moving) = false;
      } else if (options_.disturbed && one_in(10)) {
        p.speed_cmps = 0;  // wrongly
      }
      const instant received_at = p.observed_at + delay;
      shift_.pings.push_back({source, p, received_at});
      if (options_.disturbed && one_in(30)) {
        p.moving = !p.moving.value_or(true);
        shift_.pings.push_back({source, p, received_at});
      }
      if (options_.disturbed && one_in(30)) {
        p.at.lat_e7 += 400;
        p.accuracy_cm = one_in(2) ? std::optional<std::uint32_t>{300} : std::nullopt;
        shift_.pings.push_back({source, p, received_at});
      }
      t += static_cast<std::size_t>(refresh_s);
      if (options_.disturbed && one_in(40)) {
        t += static_cast<std::size_t>(uniform(0.0, 400.0));
      }
    }
  }

  void car(const std::string& number) {
    const std::vector<place_m> there = way(20.0);
    learn("CAR" + number, "T" + number, unit_kind::car, shift_.span);
    report("trackers", "T" + number, there, 10);
    // The radio goes from crew to crew, with nobody in between.
    const instant handed_over = shift_.span.from + std::chrono::minutes{options_.minutes / 3};
    learn("CAR" + number,
          "radios/R" + number,
          unit_kind::car,
          {shift_.span.from, handed_over - std::chrono::minutes{2}},
          "p" + number);
    learn(
        "NEXT" + number, "R" + number, unit_kind::car, {handed_over, shift_.span.to}, "q" + number);
    // A second officer, whose radio tells nothing, books on late and takes the first one's place.
    learn("CAR" + number,
          "silent" + number,
          unit_kind::car,
          {handed_over - std::chrono::minutes{7}, shift_.span.to},
          "q" + number);
    report("radios", "R" + number, there, 30);
  }

  void statuses_of(const std::string& unit) {
    for (double minute = uniform(-5.0, 10.0); minute < options_.minutes;
         minute += uniform(0.1, 15.0)) {
      const auto doing = static_cast<unit_status>(std::uniform_int_distribution{0, 7}(random_));
      const instant at = shift_.span.from + duration{static_cast<std::int64_t>(minute * 60e3)};
      const std::string number = std::to_string(std::uniform_int_distribution{1, 6}(random_));
      shift_.statuses.push_back({unit, doing, at, one_in(3) ? "" : "I" + number});
    }
  }

  void incidents() {
    for (int number = 1; number <= 5; ++number) {  // of the sixth nothing is ever told
      for (std::uint32_t version = 1; version <= 2; ++version) {
        shift_.incidents.push_back(
            {.name = "I" + std::to_string(number),
             .version = version,
             .grade = static_cast<std::uint8_t>(std::uniform_int_distribution{0, 4}(random_)),
             .type = {},
             .at = {},
             .opened_at = shift_.span.from,
             .closed_at = {},
             .assigned = {}});
      }
    }
  }

  void walker(const std::string& number) {
    learn("FOOT" + number, "W" + number, unit_kind::foot, shift_.span);
    report("radios", "W" + number, way(2.0), 30);
  }

  std::mt19937_64 random_;
  random_shift_options options_;
  random_shift shift_;
  int far_ = 0;  // so many more pings of a device that was carried away
};

std::vector<event> facts(const random_shift& shift) {
  const instant before = shift.span.from - std::chrono::minutes{2};
  std::vector<event> events;
  for (const roster_entry& entry : shift.roster) {
    events.push_back({before, "rota", 0, roster_changed{entry}});
  }
  for (const zones_activated& zones : shift.activations) {
    events.push_back({before, "zones", 0, zones});
  }
  if (shift.roads != nullptr) {
    events.push_back({before, "roads", 0, roads_activated{shift.roads->hash()}});
  }
  for (const incident& version : shift.incidents) {
    events.push_back({before, "cad", 0, incident_changed{version}});
  }
  return events;
}

}  // namespace

engine random_shift::make_engine() const {
  engine made{settings};
  for (const auto& set : zone_sets) {
    made.offer(set);
  }
  if (roads != nullptr) {
    made.offer(roads);
  }
  return made;
}

std::vector<std::string> random_shift::gate_names() const {
  std::set<std::string> names;
  for (const auto& set : zone_sets) {
    for (const gate_line& gate : set->gates) {
      names.insert(gate.name);
    }
  }
  return {names.begin(), names.end()};
}

std::vector<std::string> random_shift::zone_names() const {
  std::set<std::string> names;
  for (const auto& set : zone_sets) {
    for (const zone& z : set->zones) {
      names.insert(z.name);
    }
  }
  return {names.begin(), names.end()};
}

instant random_shift::settled_at() const {
  return span.to + 2 * settings.horizon + std::chrono::minutes{20};
}

random_shift make_random_shift(std::uint64_t seed, const random_shift_options& options) {
  return shift_maker{seed, options}.make();
}

std::vector<event> events_in_order(const random_shift& shift) {
  std::vector<event> events = facts(shift);
  for (const status_changed& status : shift.statuses) {
    events.push_back({status.at, "cad", 0, status});
  }
  for (const auto& [source, body, received_at] : shift.pings) {
    events.push_back({received_at, source, 0, body});
  }
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return events;
}

std::vector<event> events_shuffled(const random_shift& shift,
                                   std::mt19937_64& random,
                                   const lateness& late) {
  const auto below = [&random](duration limit) {
    return duration{std::uniform_int_distribution<duration::rep>{
        0, std::max(limit, duration{1}).count() - 1}(random)};
  };
  const auto one_in = [&random](int n) { return std::uniform_int_distribution{1, n}(random) == 1; };
  std::vector<event> events = facts(shift);
  for (event& fact : events) {
    if (const auto* row = std::get_if<roster_changed>(&fact.body)) {
      fact.received_at = std::max(fact.received_at, row->entry.duty.from + below(late.facts));
    } else if (const auto* zones = std::get_if<zones_activated>(&fact.body)) {
      fact.received_at = std::max(fact.received_at, zones->at + below(late.facts));
    } else if (std::holds_alternative<incident_changed>(fact.body)) {
      fact.received_at = shift.span.from + below(late.facts);
    }
  }
  for (const status_changed& status : shift.statuses) {
    do {
      events.push_back({status.at + below(late.facts), "cad", 0, status});
    } while (late.facts > duration{} && one_in(5));
  }
  for (const auto& [source, body, received_at] : shift.pings) {
    const duration latest = std::max(late.pings - (received_at - body.observed_at), duration{});
    do {
      const duration delay = !one_in(3) ? duration{} : one_in(4) ? latest : below(latest);
      events.push_back({received_at + delay, source, 0, body});
    } while (late.pings > duration{} && one_in(5));
  }
  for (std::size_t i = 0; i < shift.pings.size(); i += 11) {
    const auto& [source, body, received_at] = shift.pings[i];
    events.push_back({received_at,
                      source,
                      0,
                      device_heard{.device = body.device,
                                   .observed_at = body.observed_at,
                                   .signal = static_cast<device_signal>(i % 3),
                                   .status_code = {}}});
  }
  std::shuffle(events.begin(), events.end(), random);
  std::stable_sort(events.begin(), events.end(), [](const event& a, const event& b) {
    return a.received_at < b.received_at;
  });
  return events;
}

std::vector<change> play(engine& e,
                         const std::vector<event>& events,
                         instant until,
                         std::vector<event>* journal) {
  std::vector<change> changes;
  const auto take = [&](const event& one) {
    e.apply({&one, 1}, changes);
    if (journal != nullptr) {
      journal->push_back(one);
    }
  };
  const auto tick_until = [&](instant t) {
    for (auto due = e.next_deadline(); due && *due < t; due = e.next_deadline()) {
      take({*due, "clock", 0, tick{}});
    }
  };
  for (const event& one : events) {
    tick_until(one.received_at);
    take(one);
  }
  tick_until(until);
  return changes;
}

}  // namespace beatwatch
