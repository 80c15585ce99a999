#include "replay/movement.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr int steps_per_second = 4;
constexpr double step_s = 1.0 / steps_per_second;
constexpr double crawling_mps = 0.5;

// The greatest speed through a bend: cosine of the change of direction.
double bend_mps(plane_point before, plane_point at, plane_point after) {
  const double ax = at.x_mm - static_cast<double>(before.x_mm);
  const double ay = at.y_mm - static_cast<double>(before.y_mm);
  const double bx = after.x_mm - static_cast<double>(at.x_mm);
  const double by = after.y_mm - static_cast<double>(at.y_mm);
  const double lengths = std::sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
  if (lengths <= 0.0) {
    return simulated_car_mps_max;
  }
  const double cosine = (ax * bx + ay * by) / lengths;
  if (cosine > 0.97) {
    return simulated_car_mps_max;
  }
  if (cosine > 0.8) {
    return 13.0;
  }
  return cosine > 0.2 ? 7.0 : 4.0;
}

double from_which_it_can_slow(double end_mps, double braking_mps2, double distance_m) {
  return std::sqrt(end_mps * end_mps + 2.0 * braking_mps2 * distance_m);
}

}  // namespace

manner ordinary_driving(random_stream& random) {
  return {.factor = random.between(0.75, 1.02),
          .speed_mps_max = 31.0,
          .gain_mps2 = random.between(1.2, 2.0),
          .braking_mps2 = 2.5};
}

manner response_driving(random_stream& random) {
  return {.factor = random.between(1.2, 1.6),
          .speed_mps_max = simulated_car_mps_max,
          .gain_mps2 = random.between(2.2, 3.2),
          .braking_mps2 = 4.0};
}

manner walking(random_stream& random) {
  return {.factor = random.between(0.85, 1.2),
          .speed_mps_max = simulated_walker_mps_max,
          .gain_mps2 = 1.0,
          .braking_mps2 = 2.0};
}

manner hurrying(random_stream& random) {
  return {.factor = random.between(1.6, 2.2),
          .speed_mps_max = simulated_walker_mps_max,
          .gain_mps2 = 1.5,
          .braking_mps2 = 2.0};
}

void mover::follow(path line, manner how) {
  check(!line.empty(), "a path has a point");
  line_ = std::move(line);
  how_ = how;
  line_.front().at = at_;
  next_ = 1;
  passed_m_ = 0.0;
  done_m_ = 0.0;
  wait_s_ = line_.front().wait_s;
  turn_mps_.assign(line_.size(), 0.0);
  for (std::size_t i = line_.size() - 1; i-- > 1;) {
    const double slowing = from_which_it_can_slow(
        turn_mps_[i + 1], how_.braking_mps2, distance_m(line_[i].at, line_[i + 1].at));
    const double bend = bend_mps(line_[i - 1].at, line_[i].at, line_[i + 1].at);
    turn_mps_[i] = line_[i].wait_s > 0 ? 0.0 : std::min(bend, slowing);
  }
}

double mover::speed_wanted(double to_next_m) const {
  const double allowed = line_[next_ - 1].speed_mps * how_.factor;
  const double slowing = from_which_it_can_slow(turn_mps_[next_], how_.braking_mps2, to_next_m);
  const double gained = speed_mps_ + how_.gain_mps2 * step_s;
  return std::max(crawling_mps, std::min({allowed, slowing, gained, how_.speed_mps_max}));
}

void mover::advance() {
  if (wait_s_ > 0) {
    --wait_s_;
    speed_mps_ = 0.0;
    return;
  }
  for (int step = 0; step < steps_per_second && !arrived(); ++step) {
    const double piece_m = distance_m(line_[next_ - 1].at, line_[next_].at);
    speed_mps_ = speed_wanted(piece_m - done_m_);
    done_m_ += speed_mps_ * step_s;
    // What is left over after a point goes into the next piece, and is lost where it waits.
    double length_m = piece_m;
    while (next_ < line_.size() && done_m_ >= length_m) {
      done_m_ -= length_m;
      passed_m_ += length_m;
      wait_s_ = line_[next_].wait_s;
      ++next_;
      if (wait_s_ > 0 || arrived()) {
        break;
      }
      length_m = distance_m(line_[next_ - 1].at, line_[next_].at);
    }
    if (arrived()) {
      at_ = line_.back().at;
      done_m_ = 0.0;
      speed_mps_ = 0.0;
      return;
    }
    if (wait_s_ > 0) {
      done_m_ = 0.0;
      at_ = line_[next_ - 1].at;
      speed_mps_ = 0.0;
      return;
    }
    const double next_piece_m = distance_m(line_[next_ - 1].at, line_[next_].at);
    at_ = between(line_[next_ - 1].at, line_[next_].at, done_m_ / next_piece_m);
  }
}

path path_along(const street_network& network,
                const street_list& streets,
                double start_m,
                double end_m,
                junction_waits waits,
                random_stream& random) {
  check(!streets.empty(), "a path has a street");
  path line;
  for (std::size_t i = 0; i < streets.size(); ++i) {
    const street& s = network.at(streets[i]);
    const bool last = i + 1 == streets.size();
    const double from_m = i == 0 ? std::min(start_m, s.length_m) : 0.0;
    const double to_m = last ? std::min(end_m, s.length_m) : s.length_m;
    const auto add = [&](plane_point at) {
      line.push_back({.at = at, .speed_mps = s.speed_mps, .wait_s = 0});
    };
    add(network.point_at({streets[i], from_m}));
    if (i > 0 && random.chance(waits.chance)) {
      line.back().wait_s = static_cast<int>(
          random.between(std::int64_t{waits.shortest_s}, std::int64_t{waits.longest_s}));
    }
    double along_m = 0.0;
    for (std::size_t p = 1; p + 1 < s.shape.size(); ++p) {
      along_m += distance_m(s.shape[p - 1], s.shape[p]);
      if (along_m > from_m && along_m < to_m) {
        add(s.shape[p]);
      }
    }
    if (last) {
      add(network.point_at({streets[i], to_m}));
    }
  }
  return line;
}

street_place place_along(const street_network& network,
                         const street_list& streets,
                         double start_m,
                         double gone_m) {
  double left_m = start_m + gone_m;
  for (std::size_t i = 0; i + 1 < streets.size(); ++i) {
    const double length_m = network.at(streets[i]).length_m;
    if (left_m < length_m) {
      return {streets[i], left_m};
    }
    left_m -= length_m;
  }
  return {streets.back(), std::min(left_m, network.at(streets.back()).length_m)};
}

path straight_path(plane_point from, plane_point to, double speed_mps) {
  return {{.at = from, .speed_mps = speed_mps, .wait_s = 0},
          {.at = to, .speed_mps = speed_mps, .wait_s = 0}};
}

}  // namespace beatwatch
