#include "replay/control_room.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace beatwatch {
namespace {

constexpr int seconds_per_hour = 3'600;
constexpr int hours = 24;

// Calls for service by local hour, per cent of the mean hour: quiet before dawn, busiest in the
// evening. The simulator's own shape, not taken from any force.
constexpr std::array<int, hours> calls_by_hour{78,  64,  54,  44,  36,  34,  42,  58,
                                               80,  98,  106, 112, 116, 118, 122, 130,
                                               140, 148, 150, 146, 138, 130, 116, 94};

struct kind_of_call {
  std::string_view type;
  std::uint8_t grade;
  int weight;
};
constexpr std::array<kind_of_call, 10> kinds_of_call{{{"violence", 1, 8},
                                                      {"burglary_in_progress", 1, 3},
                                                      {"road_collision", 1, 4},
                                                      {"domestic", 2, 14},
                                                      {"concern_for_safety", 2, 14},
                                                      {"disturbance", 2, 10},
                                                      {"suspicious_circumstances", 3, 14},
                                                      {"antisocial_behaviour", 3, 13},
                                                      {"shop_theft", 3, 8},
                                                      {"lost_property", 4, 12}}};

constexpr double near_a_zone = 0.6;  // share of calls that come from the streets around a zone
constexpr double near_a_zone_m = 300.0;
constexpr double by_foot_within_m = 700.0;

const kind_of_call& some_kind(random_stream& random) {
  int all = 0;
  for (const kind_of_call& kind : kinds_of_call) {
    all += kind.weight;
  }
  int left = static_cast<int>(random.below(static_cast<std::uint32_t>(all)));
  const kind_of_call* chosen = &kinds_of_call.front();
  for (const kind_of_call& kind : kinds_of_call) {
    if (left < kind.weight) {
      chosen = &kind;
      break;
    }
    left -= kind.weight;
  }
  return *chosen;
}

int crews_needed(std::uint8_t grade) {
  if (grade == 1) {
    return 2;
  }
  return grade == 4 ? 0 : 1;
}

int reaction_s(std::uint8_t grade, random_stream& random) {
  const auto pick = [&](int shortest, int longest) {
    return static_cast<int>(random.between(std::int64_t{shortest}, std::int64_t{longest}));
  };
  switch (grade) {
    case 1:
      return pick(20, 80);
    case 2:
      return pick(60, 240);
    default:
      return pick(120, 900);
  }
}

}  // namespace

control_room::control_room(call_rate rate,
                           const patrol_area& area,
                           const local_plane& plane,
                           instant began,
                           random_stream random)
    : rate_(rate), area_(&area), plane_(&plane), began_(began), random_(random) {
  schedule_next_call();
}

double control_room::rate_at(double second) const {
  const int of_day = rate_.local_second_at_start + static_cast<int>(second);
  const int hour = of_day / seconds_per_hour % hours;
  int all = 0;
  for (const int share : calls_by_hour) {
    all += share;
  }
  return rate_.per_hour * calls_by_hour.at(static_cast<std::size_t>(hour)) * hours / all;
}

// Thinning: calls of the busiest hour's rate, each kept with the share of its own hour.
// Source: Lewis, Shedler, "Simulation of Nonhomogeneous Poisson Processes by Thinning", Naval
// Research Logistics Quarterly 26(3), 1979.
void control_room::schedule_next_call() {
  if (rate_.per_hour <= 0.0) {
    next_call_s_ = std::numeric_limits<double>::infinity();
    return;
  }
  double highest = 0.0;
  for (int hour = 0; hour < hours; ++hour) {
    highest = std::max(highest, rate_at(hour * seconds_per_hour));
  }
  do {
    next_call_s_ += random_.exponential() * seconds_per_hour / highest;
  } while (!random_.chance(rate_at(next_call_s_) / highest));
}

plane_point control_room::some_address() {
  const auto some_street = [this] {
    return random_.below(static_cast<std::uint32_t>(area_->cars.size()));
  };
  std::uint32_t chosen = some_street();
  if (!area_->places.empty() && random_.chance(near_a_zone)) {
    const auto& place =
        area_->places[random_.below(static_cast<std::uint32_t>(area_->places.size()))];
    constexpr int tries = 2'000;
    for (int i = 0; i < tries; ++i) {
      const std::uint32_t candidate = some_street();
      if (distance_m(area_->cars.at(candidate).shape.front(), place.at) <= near_a_zone_m) {
        chosen = candidate;
        break;
      }
    }
  }
  const street& on = area_->cars.at(chosen);
  const plane_point kerb = area_->cars.point_at({chosen, on.length_m * random_.unit()});
  const double x = on.shape.back().x_mm - static_cast<double>(on.shape.front().x_mm);
  const double y = on.shape.back().y_mm - static_cast<double>(on.shape.front().y_mm);
  const double length = std::max(1.0, std::sqrt(x * x + y * y));
  const double off_mm = random_.between(6'000.0, 22'000.0);
  return {kerb.x_mm - static_cast<std::int32_t>(std::lround(y / length * off_mm)),
          kerb.y_mm + static_cast<std::int32_t>(std::lround(x / length * off_mm))};
}

void control_room::write(open_call& call, int second) {
  versions_.push_back({.second = second, .row = call.row});
  ++call.row.version;
}

void control_room::take_call(int second) {
  const kind_of_call& kind = some_kind(random_);
  open_call call;
  std::string number = std::to_string(++calls_);
  number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
  call.address = some_address();
  call.row.name = "I-" + number;
  call.row.grade = kind.grade;
  call.row.type = kind.type;
  call.row.at = plane_->unproject(call.address);
  call.row.opened_at = began_ + std::chrono::seconds{second};
  call.crews_needed = crews_needed(kind.grade);
  call.look_again_s = second + reaction_s(kind.grade, random_);
  if (call.crews_needed == 0) {
    call.close_s =
        second + static_cast<int>(random_.between(std::int64_t{600}, std::int64_t{2'400}));
  }
  write(call, second);
  open_.push_back(std::move(call));
}

void control_room::send_crews(open_call& call,
                              int second,
                              const std::vector<std::unique_ptr<crew>>& crews) {
  while (std::cmp_less(call.row.assigned.size(), call.crews_needed)) {
    crew* nearest = nullptr;
    double nearest_m = 0.0;
    for (const auto& candidate : crews) {
      const auto& assigned = call.row.assigned;
      if (!candidate->available() ||
          std::find(assigned.begin(), assigned.end(), candidate->profile().unit) !=
              assigned.end()) {
        continue;
      }
      const double away_m = distance_m(candidate->officers_at(), call.address);
      const bool in_reach =
          candidate->profile().by_car || (call.row.grade >= 2 && away_m <= by_foot_within_m);
      if (in_reach && (nearest == nullptr || away_m < nearest_m)) {
        nearest = candidate.get();
        nearest_m = away_m;
      }
    }
    if (nearest == nullptr) {
      call.look_again_s = second + 30;
      return;
    }
    const bool emergency = call.row.grade <= 2;
    const double mean_s = emergency ? 1'300.0 : 1'700.0;
    const int on_scene_s =
        300 + static_cast<int>(std::min(mean_s * random_.exponential(), 3.0 * mean_s));
    const bool arrest = emergency && random_.chance(0.18);
    const int custody_s =
        arrest ? static_cast<int>(random_.between(std::int64_t{1'800}, std::int64_t{4'200})) : 0;
    nearest->send({.incident = call.row.name,
                   .address = call.address,
                   .response = emergency,
                   .on_scene_s = on_scene_s,
                   .afterwards_s = custody_s});
    call.row.assigned.push_back(nearest->profile().unit);
    std::sort(call.row.assigned.begin(), call.row.assigned.end());
    write(call, second);
  }
}

void control_room::close_when_left(open_call& call,
                                   int second,
                                   const std::vector<std::unique_ptr<crew>>& crews) {
  if (call.close_s > 0 || call.row.assigned.empty() ||
      std::cmp_less(call.row.assigned.size(), call.crews_needed)) {
    return;
  }
  const bool somebody_there = std::any_of(crews.begin(), crews.end(), [&](const auto& candidate) {
    return candidate->attending() == call.row.name;
  });
  if (!somebody_there) {
    call.close_s = second + static_cast<int>(random_.between(std::int64_t{20}, std::int64_t{300}));
  }
}

void control_room::step(int second, const std::vector<std::unique_ptr<crew>>& crews) {
  while (next_call_s_ <= second) {
    take_call(second);
    schedule_next_call();
  }
  for (open_call& call : open_) {
    if (second >= call.look_again_s) {
      send_crews(call, second, crews);
    }
    close_when_left(call, second, crews);
    if (call.close_s > 0 && second >= call.close_s) {
      call.row.closed_at = began_ + std::chrono::seconds{second};
      write(call, second);
    }
  }
  std::erase_if(open_, [](const open_call& call) { return call.row.closed_at.has_value(); });
}

}  // namespace beatwatch
