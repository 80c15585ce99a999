#include "bench/accuracy/patrol_truth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

#include "engine/track/fix.h"

namespace beatwatch {
namespace {

class traveller {
 public:
  traveller(const street_map& map, road_user user, patrol_style style, random_stream random)
      : map_(map),
        roads_(*map.roads),
        usable_(user == road_user::car ? map.usable_by_car : map.usable_on_foot),
        car_(user == road_user::car),
        style_(style),
        random_(random) {
    manner_ = car_ ? random_.between(0.75, 1.05) : 1.3 * random_.between(0.9, 1.1);
    do {
      at_ = road_edge_id{random_.below(static_cast<std::uint32_t>(usable_.size()))};
    } while (!usable_[at_.value]);
    home_ = roads_.node(roads_.edge(at_).tail).at;
  }

  std::vector<path_part> travel() {
    const double end_s = static_cast<double>(patrol_length.count()) * 1e-3;
    std::vector<road_edge_id> plan{at_};
    std::size_t next = 0;
    while (now_s_ < end_s) {
      const road_edge_id edge = plan[next];
      if (next + 1 == plan.size()) {
        extend(plan);
      }
      go_along(edge, plan[next + 1]);
      ++next;
    }
    cut_at(patrol_start + patrol_length);
    return std::move(parts_);
  }

 private:
  bool may_follow(road_edge_id from, road_edge_id to) const {
    return usable_[to.value] &&
           (car_ ? roads_.car_may_turn(from, to) : roads_.edge(to).has(road_edge::foot));
  }

  void extend(std::vector<road_edge_id>& plan) {
    if (style_ == patrol_style::purposeful) {
      while (!extend_to_some_place(plan)) {
      }
      return;
    }
    const road_edge_id last = plan.back();
    std::vector<road_edge_id> choices;
    const double range_m = style_ == patrol_style::wander ? 1e9 : car_ ? 500.0 : 190.0;
    const auto far = [&](road_edge_id e) {
      return distance_m(home_, roads_.node(roads_.edge(e).head).at);
    };
    for (const road_edge_id e : roads_.out_edges(roads_.edge(last).head)) {
      if (e != roads_.edge(last).twin && may_follow(last, e) &&
          (far(e) < range_m || far(e) < far(last))) {
        choices.push_back(e);
      }
    }
    if (choices.empty()) {
      for (const road_edge_id e : roads_.out_edges(roads_.edge(last).head)) {
        if (may_follow(last, e)) {
          choices.push_back(e);
        }
      }
    }
    plan.push_back(choices[random_.below(static_cast<std::uint32_t>(choices.size()))]);
  }

  // The quickest way to a place within six blocks, or 2 km by car; each trip finds some streets up
  // to 20 % slower than they are by car. On foot the way starts afresh in any direction.
  bool extend_to_some_place(std::vector<road_edge_id>& plan) {
    const double range_m = car_ ? 2'000.0 : 6 * 93.3;
    const plane_point here = roads_.node(roads_.edge(plan.back()).head).at;
    const std::uint32_t goal = random_.below(static_cast<std::uint32_t>(usable_.size()));
    const plane_point there = roads_.node(roads_.edge(road_edge_id{goal}).head).at;
    if (!usable_[goal] || distance_m(here, there) > range_m || distance_m(here, there) < 50.0) {
      return false;
    }
    const std::uint64_t taste = random_.next();
    const auto cost = [&](road_edge_id e) {
      const road_edge& edge = roads_.edge(e);
      if (!car_) {
        return static_cast<double>(edge.length_mm);
      }
      return edge.ordinary_ms *
             (1.0 + 0.2 * random_stream{taste, std::min(e.value, edge.twin.value)}.unit());
    };
    using entry = std::pair<double, std::uint32_t>;
    std::priority_queue<entry, std::vector<entry>, std::greater<>> open;
    std::vector<double> best(usable_.size(), 1e18);
    std::vector<std::uint32_t> before(usable_.size(), 0);
    const auto relax = [&](road_edge_id from, double so_far) {
      for (const road_edge_id e : roads_.out_edges(roads_.edge(from).head)) {
        const double turn = car_ && e == roads_.edge(from).twin ? 30'000.0 : 0.0;
        if (may_follow(from, e) && so_far + turn + cost(e) < best[e.value]) {
          best[e.value] = so_far + turn + cost(e);
          before[e.value] = from.value;
          open.emplace(best[e.value], e.value);
        }
      }
    };
    relax(plan.back(), 0.0);
    const road_node_id goal_node = roads_.edge(road_edge_id{goal}).head;
    while (!open.empty()) {
      const auto [so_far, e] = open.top();
      open.pop();
      if (so_far > best[e]) {
        continue;
      }
      if (roads_.edge(road_edge_id{e}).head == goal_node) {
        std::vector<road_edge_id> way;
        for (std::uint32_t i = e;;) {
          way.push_back(road_edge_id{i});
          if (before[i] == plan.back().value) {
            break;
          }
          i = before[i];
        }
        plan.insert(plan.end(), way.rbegin(), way.rend());
        return true;
      }
      relax(road_edge_id{e}, so_far);
    }
    return false;
  }

  void go_along(road_edge_id edge, road_edge_id next) {
    if (car_) {
      drive(edge, next);
    } else {
      const std::uint32_t length_mm = roads_.edge(edge).length_mm;
      add(edge, 0, length_mm, length_mm * 1e-3 / manner_);
      if (random_.chance(0.06)) {
        add(edge, length_mm, length_mm, random_.between(60.0, 480.0));
      }
    }
  }

  double corner_mps(road_edge_id from, road_edge_id to) const {
    const edge_shape a = roads_.shape(from);
    const edge_shape b = roads_.shape(to);
    const plane_point p = a[a.size() - 2];
    const plane_point q = a[a.size() - 1];
    const plane_point r = b[1];
    const double ax = q.x_mm - static_cast<double>(p.x_mm);
    const double ay = q.y_mm - static_cast<double>(p.y_mm);
    const double bx = r.x_mm - static_cast<double>(q.x_mm);
    const double by = r.y_mm - static_cast<double>(q.y_mm);
    const double lengths = std::sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    const double cosine = lengths > 0.0 ? (ax * bx + ay * by) / lengths : 1.0;
    return cosine > 0.9 ? 1e9 : cosine > 0.5 ? 9.0 : cosine > -0.5 ? 5.0 : 1.5;
  }

  void drive(road_edge_id id, road_edge_id next) {
    const road_edge& edge = roads_.edge(id);
    const auto usual_mps = [&](road_edge_id e) {
      return manner_ * roads_.edge(e).length_mm / std::max(1U, roads_.edge(e).ordinary_ms);
    };
    const bool waits = random_.chance(0.12);
    const bool stops = random_.chance(0.01);
    const double end_mps =
        waits || stops ? 0.5 : std::min({corner_mps(id, next), usual_mps(id), usual_mps(next)});
    const double length_m = edge.length_mm * 1e-3;
    const int pieces = std::max(1, static_cast<int>(length_m / 5.0));
    const double piece_m = length_m / pieces;
    double mps = std::max(speed_mps_, 0.5);
    for (int i = 0; i < pieces; ++i) {
      const double left_m = length_m - piece_m * (i + 1);
      const double braked = std::sqrt(end_mps * end_mps + 2.0 * 2.2 * left_m);
      const double gained = std::sqrt(mps * mps + 2.0 * 1.8 * piece_m);
      const double then_mps = std::max(0.5, std::min({braked, gained, usual_mps(id)}));
      const auto offset = [&](int piece) {
        return static_cast<std::uint32_t>(std::int64_t{edge.length_mm} * piece / pieces);
      };
      add(id, offset(i), offset(i + 1), piece_m / (0.5 * (mps + then_mps)));
      mps = then_mps;
    }
    speed_mps_ = mps;
    if (waits || stops) {
      add(id,
          edge.length_mm,
          edge.length_mm,
          stops ? random_.between(60.0, 480.0) : random_.between(5.0, 45.0));
      speed_mps_ = 0.0;
    }
  }

  void add(road_edge_id edge, std::uint32_t from_mm, std::uint32_t to_mm, double seconds) {
    const auto time = [](double s) {
      return patrol_start + duration{static_cast<std::int64_t>(s * 1e3)};
    };
    parts_.push_back({.edge = edge,
                      .from_mm = from_mm,
                      .to_mm = to_mm,
                      .from_at = roads_.point_at({edge, from_mm}),
                      .to_at = roads_.point_at({edge, to_mm}),
                      .from = time(now_s_),
                      .to = time(now_s_ + seconds)});
    now_s_ += seconds;
  }

  void cut_at(instant end) {
    while (parts_.back().from >= end) {
      parts_.pop_back();
    }
    path_part& last = parts_.back();
    const double share =
        static_cast<double>((end - last.from).count()) /
        static_cast<double>(std::max<std::int64_t>(1, (last.to - last.from).count()));
    last.to_mm = last.from_mm + static_cast<std::uint32_t>((last.to_mm - last.from_mm) * share);
    last.to_at = roads_.point_at({last.edge, last.to_mm});
    last.to = end;
  }

  const street_map& map_;
  const road_graph& roads_;
  const std::vector<bool>& usable_;
  bool car_;
  patrol_style style_;
  random_stream random_;
  double manner_ = 1.0;
  double speed_mps_ = 0.0;
  double now_s_ = 0.0;
  road_edge_id at_;
  plane_point home_;
  std::vector<path_part> parts_;
};

}  // namespace

std::string_view to_string(patrol_style style) {
  constexpr std::array<std::string_view, 3> words{"purposeful", "wander", "loop"};
  return words.at(static_cast<std::size_t>(style));
}

std::vector<path_part> patrol(const street_map& map,
                              road_user user,
                              patrol_style style,
                              random_stream random) {
  return traveller{map, user, style, random}.travel();
}

}  // namespace beatwatch
