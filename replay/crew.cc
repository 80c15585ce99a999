#include "replay/crew.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

constexpr double car_range_m = 6'000.0;
constexpr double foot_range_m = 900.0;
constexpr double stroll_range_m = 350.0;
constexpr double pavement_within_m = 80.0;  // else the officers stay by the car
constexpr int engine_off_after_s = 90;

constexpr junction_waits waits_driving{.chance = 0.12, .shortest_s = 4, .longest_s = 30};
constexpr junction_waits waits_response{.chance = 0.04, .shortest_s = 1, .longest_s = 4};
constexpr junction_waits waits_walking{.chance = 0.05, .shortest_s = 3, .longest_s = 20};
constexpr junction_waits waits_strolling{.chance = 0.10, .shortest_s = 20, .longest_s = 200};

// A random number for each trip, so that not every trip between two places takes the same way.
std::uint64_t taste_of(random_stream& random) { return random.next(); }

}  // namespace

crew::crew(crew_profile profile, const patrol_area& area, random_stream random)
    : profile_(std::move(profile)),
      area_(&area),
      random_(random),
      plan_(profile_, area, random_stream{random_.next(), random_.next()}),
      vehicle_(area.cars.point_at(area.station_by_car)),
      officers_(profile_.by_car ? vehicle_.at() : area.walkers.point_at(area.station_on_foot)),
      aboard_(profile_.by_car),
      where_(profile_.by_car ? area.station_by_car : area.station_on_foot) {}

const street_network& crew::network() const {
  return profile_.by_car ? area_->cars : area_->walkers;
}

bool crew::busy() const { return staying_s_ > 0 || !vehicle_.arrived() || !officers_.arrived(); }

bool crew::available() const {
  return !statuses_.empty() && statuses_.back().status == unit_status::available && !plan_.ending();
}

void crew::step(int second) {
  while (!busy()) {
    if (coming_back_) {
      coming_back_ = false;
      off_street_ = false;
      aboard_ = profile_.by_car;
    }
    if (actions_.empty()) {
      const crew_actions planned = plan_.next(second);
      actions_.assign(planned.begin(), planned.end());
    }
    const crew_action next = std::move(actions_.front());
    actions_.pop_front();
    streets_.clear();
    begin(next, second);
  }
  if (staying_s_ > 0) {
    --staying_s_;
    return;
  }
  vehicle_.advance();
  if (aboard_) {
    officers_.carry_to(vehicle_.at());
  } else {
    officers_.advance();
  }
}

void crew::send(const assignment& task) {
  check(available(), "only an available crew is sent");
  const bool moving = !streets_.empty() && !traveller().arrived();
  if (moving) {
    where_ = place_along(network(), streets_, start_m_, traveller().gone_m());
    traveller().halt();
  }
  officers_.halt();
  coming_back_ = false;
  streets_.clear();
  staying_s_ = 0;
  const crew_actions attending = plan_.attend(task, moving);
  actions_.assign(attending.begin(), attending.end());
  if (off_street_) {
    actions_.insert(actions_.begin() + 1, come_back{.hurry = task.response});
  }
  attending_ = task.incident;
}

void crew::begin(const crew_action& next, int second) {
  std::visit(
      overloaded{
          [&](const travel& t) { begin_travel(t); },
          [&](const drift& d) { begin_drift(d.length_m); },
          [&](const stay& s) { begin_stay(s.seconds, s.indoors); },
          [&](const stay_until& s) { begin_stay(s.second > second ? s.second - second : 0, true); },
          [&](const stroll& s) { begin_stroll(s.length_m); },
          [&](const leave_street& l) {
            aboard_ = false;
            off_street_ = true;
            ignition_ = false;
            officers_.follow(straight_path(officers_.at(), l.to, usual_walk_mps), walking(random_));
          },
          [&](const come_back& c) { begin_come_back(c.hurry); },
          [&](const report& r) { change_status(r, second); },
      },
      next);
}

void crew::change_status(const report& change, int second) {
  statuses_.push_back({.second = second, .status = change.status, .incident = change.incident});
  if (change.incident.empty()) {
    attending_.clear();
  }
}

void crew::set_out(const street_route& route, bool response, bool aimless) {
  if (route.streets.empty()) {
    return;
  }
  check(!off_street_, "a journey begins on a street");
  indoors_ = false;
  junction_waits waits = aimless ? waits_strolling : waits_walking;
  manner how = response ? hurrying(random_) : walking(random_);
  if (profile_.by_car) {
    ignition_ = true;
    waits = response ? waits_response : waits_driving;
    how = response ? response_driving(random_) : ordinary_driving(random_);
  }
  traveller().follow(
      path_along(network(), route.streets, route.start_m, route.end_m, waits, random_), how);
  streets_ = route.streets;
  start_m_ = route.start_m;
  where_ = {route.streets.back(), route.end_m};
}

void crew::begin_travel(const travel& next) {
  set_out(route_between(network(), where_, next.to, taste_of(random_)), next.response, false);
}

void crew::begin_drift(double length_m) {
  const double range_m = profile_.by_car ? car_range_m : foot_range_m;
  set_out(aimless_route(network(), where_, length_m, profile_.home, range_m, random_), false, true);
}

void crew::begin_stay(int seconds, bool indoors) {
  staying_s_ = seconds;
  indoors_ = indoors;
  if (seconds >= engine_off_after_s) {
    ignition_ = false;
  }
}

void crew::begin_stroll(double length_m) {
  const street_network& on = area_->walkers;
  const plane_point car = vehicle_.at();
  const street_place begin = on.nearest_place(car);
  if (distance_m(on.point_at(begin), car) > pavement_within_m) {
    begin_stay(static_cast<int>(length_m / usual_walk_mps), false);
    return;
  }
  street_route round = aimless_route(on, begin, length_m / 2.0, car, stroll_range_m, random_);
  const street_route back =
      route_between(on, {round.streets.back(), round.end_m}, begin, taste_of(random_));
  path line = path_along(on, round.streets, round.start_m, round.end_m, waits_strolling, random_);
  if (!back.streets.empty()) {
    const path home =
        path_along(on, back.streets, back.start_m, back.end_m, waits_walking, random_);
    line.insert(line.end(), home.begin(), home.end());
  }
  line.insert(line.begin(), path_point{.at = car, .speed_mps = usual_walk_mps, .wait_s = 0});
  line.push_back({.at = car, .speed_mps = usual_walk_mps, .wait_s = 0});
  aboard_ = false;
  off_street_ = true;
  coming_back_ = true;
  indoors_ = false;
  ignition_ = false;
  officers_.follow(std::move(line), walking(random_));
}

void crew::begin_come_back(bool hurry) {
  const plane_point to = profile_.by_car ? vehicle_.at() : network().point_at(where_);
  indoors_ = false;
  coming_back_ = true;
  officers_.follow(straight_path(officers_.at(), to, usual_walk_mps),
                   hurry ? hurrying(random_) : walking(random_));
}

}  // namespace beatwatch
