#include "replay/patrol_plan.h"

#include <algorithm>
#include <limits>

namespace beatwatch {
namespace {

constexpr double foot_range_m = 1'200.0;
constexpr int way_home_s = 15 * 60;  // kept free at the end of the shift
constexpr int for_ever_s = std::numeric_limits<int>::max();

}  // namespace

patrol_plan::patrol_plan(const crew_profile& profile, const patrol_area& area, random_stream random)
    : profile_(&profile), area_(&area), random_(random) {
  std::vector<const patrol_place*> near;
  for (const patrol_place& place : area.places) {
    if (profile.by_car || distance_m(place.at, profile.home) <= foot_range_m) {
      near.push_back(&place);
    }
  }
  std::stable_sort(near.begin(), near.end(), [&](const auto* a, const auto* b) {
    return distance_m(a->at, profile.home) < distance_m(b->at, profile.home);
  });
  for (const patrol_place* place : near) {
    places_.push_back(profile.by_car ? place->by_car : place->on_foot);
  }
}

int patrol_plan::seconds(int shortest, int longest) {
  return static_cast<int>(random_.between(std::int64_t{shortest}, std::int64_t{longest}));
}

street_place patrol_plan::station() const {
  return profile_->by_car ? area_->station_by_car : area_->station_on_foot;
}

street_place patrol_plan::some_place() {
  const auto count = static_cast<std::uint32_t>(places_.size());
  return places_[std::min(random_.below(count), random_.below(count))];
}

crew_actions patrol_plan::next(int second) {
  if (!started_) {
    started_ = true;
    return start_of_duty();
  }
  if (second >= profile_->books_off_s - way_home_s) {
    ending_ = true;
    return end_of_duty();
  }
  if (!had_meal_ && second >= profile_->meal_s) {
    had_meal_ = true;
    return at_station(unit_status::busy, 35 * 60, 45 * 60);
  }
  return profile_->by_car ? patrol_by_car() : patrol_on_foot();
}

crew_actions patrol_plan::attend(const assignment& task, bool moving) {
  crew_actions actions{report{unit_status::assigned, task.incident}};
  if (!moving) {
    actions.emplace_back(stay{seconds(10, 60), false});
  }
  const street_network& network = profile_->by_car ? area_->cars : area_->walkers;
  actions.insert(actions.end(),
                 {report{unit_status::en_route, task.incident},
                  travel{network.nearest_place(task.address), task.response},
                  report{unit_status::on_scene, task.incident},
                  leave_street{task.address},
                  stay{task.on_scene_s, random_.chance(0.6)},
                  come_back{}});
  if (task.afterwards_s > 0) {
    const crew_actions after = at_station(unit_status::busy, task.afterwards_s, task.afterwards_s);
    actions.insert(actions.end(), after.begin(), after.end());
  } else {
    actions.emplace_back(report{unit_status::available, ""});
  }
  return actions;
}

crew_actions patrol_plan::start_of_duty() {
  return {stay_until{profile_->books_on_s},
          report{unit_status::at_station, ""},
          stay{seconds(3 * 60, 12 * 60), true},
          report{unit_status::available, ""}};
}

crew_actions patrol_plan::end_of_duty() {
  return {travel{station(), false},
          report{unit_status::at_station, ""},
          stay_until{profile_->books_off_s},
          report{unit_status::off_duty, ""},
          stay_until{for_ever_s}};
}

crew_actions patrol_plan::at_station(unit_status status, int shortest_s, int longest_s) {
  return {report{status, ""},
          travel{station(), false},
          stay{seconds(shortest_s, longest_s), true},
          report{unit_status::available, ""}};
}

crew_actions patrol_plan::patrol_by_car() {
  const double choice = random_.unit();
  if (choice < 0.06) {
    return at_station(unit_status::at_station, 10 * 60, 25 * 60);
  }
  if (choice < 0.30 || places_.empty()) {
    return {drift{random_.between(2'000.0, 7'000.0)}, stay{seconds(20, 180), false}};
  }
  const travel there{some_place(), false};
  if (choice < 0.55) {
    return {there, stay{seconds(5 * 60, 18 * 60), false}};
  }
  if (choice < 0.85) {
    return {there,
            stay{seconds(30, 120), false},
            stroll{random_.between(300.0, 1'000.0)},
            stay{seconds(30, 300), false}};
  }
  return {there, drift{random_.between(300.0, 1'500.0)}};
}

crew_actions patrol_plan::patrol_on_foot() {
  const double choice = random_.unit();
  if (choice < 0.04) {
    return at_station(unit_status::at_station, 10 * 60, 20 * 60);
  }
  if (choice < 0.40 || places_.empty()) {
    return {drift{random_.between(300.0, 1'200.0)}, stay{seconds(30, 240), false}};
  }
  const travel there{some_place(), false};
  if (choice < 0.90) {
    return {there, stay{seconds(4 * 60, 15 * 60), false}};
  }
  return {there, stay{seconds(5 * 60, 20 * 60), true}};
}

}  // namespace beatwatch
