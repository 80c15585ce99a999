#include "engine/roads/map_match.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/base/check.h"
#include "engine/roads/heading_vector.h"

namespace beatwatch {
namespace {

constexpr match_cost unreachable = match_search::unreachable;
// Slower than this a heading is noise.
constexpr std::uint32_t heading_counts_mmps = 2'000;

std::int64_t line_mm(plane_point a, plane_point b) {
  const double dx = static_cast<double>(a.x_mm) - b.x_mm;
  const double dy = static_cast<double>(a.y_mm) - b.y_mm;
  return static_cast<std::int64_t>(std::sqrt(dx * dx + dy * dy) + 0.5);
}

match_cost scaled(double weight, double cost) {
  return static_cast<match_cost>(weight * cost + 0.5);
}

double cost_of_distance(double distance_mm, double error_mm) {
  const double deviations = distance_mm / error_mm;
  return 0.5 * deviations * deviations * static_cast<double>(one_nat);
}

// 0 along the heading, 1 against it.
double against(const near_road& road, heading_vector heading, bool backward) {
  const double east = static_cast<double>(road.to.x_mm) - road.from.x_mm;
  const double north = static_cast<double>(road.to.y_mm) - road.from.y_mm;
  const double length = std::sqrt(east * east + north * north);
  if (length == 0.0) {
    return 0.5;
  }
  const double cosine = (heading.east * east + heading.north * north) / length;
  return 0.5 - 0.5 * (backward ? -cosine : cosine);
}

}  // namespace

map_match::map_match(const road_graph& roads, const match_rules& rules)
    : roads_(roads), rules_(rules), search_(roads) {}

// Every state the fix may be in, with what the fix alone makes of it.
void map_match::list_states(const match_fix& fix, double weight) {
  next_.clear();
  fix_costs_.clear();
  const std::uint8_t flag = rules_.way.user == road_user::car ? road_edge::car : road_edge::foot;
  const bool heads = fix.heading_cdeg && fix.speed_mmps.value_or(0) >= heading_counts_mmps;
  const heading_vector heading = heads ? vector_of_heading(*fix.heading_cdeg) : heading_vector{};
  const double error_mm = rules_.error_mm;
  for (const near_road& road :
       near_.find(roads_, fix.at, rules_.limit_mm, rules_.way.user, rules_.roads_max)) {
    const double by_distance = cost_of_distance(road.distance_mm, error_mm);
    const auto add_direction = [&](road_place place, bool backward) {
      if (!roads_.edge(place.edge).has(flag)) {
        return;
      }
      const double by_heading =
          heads ? against(road, heading, backward) * static_cast<double>(rules_.against_heading)
                : 0.0;
      next_.push_back({.place = place, .at = road.at, .seen_mm = place.offset_mm});
      fix_costs_.push_back(scaled(weight, by_distance) + scaled(1.0, by_heading));
    };
    add_direction(road.place, false);
    add_direction(roads_.turned_round(road.place), true);
  }
  next_.push_back({.place = {road_edge_id{none}, 0}, .at = fix.at});
  fix_costs_.push_back(scaled(weight, static_cast<double>(rules_.off_road)));
}

void map_match::add(const match_fix& fix) {
  const duration since = fix.observed_at - last_at_;
  bool begins = steps_.empty() || since > rules_.gap;
  check(steps_.empty() || since > duration{0}, "fixes are matched in the order of their times");
  const double weight =
      begins || since >= rules_.correlation
          ? 1.0
          : static_cast<double>(since.count()) / static_cast<double>(rules_.correlation.count());
  list_states(fix, weight);
  if (!begins) {
    arrive(fix, weight);
    begins = std::all_of(
        next_.begin(), next_.end(), [](const hidden_state& s) { return s.cost == unreachable; });
  }
  if (begins) {
    const match_cost so_far = steps_.empty() ? 0 : states_[best_of(steps_.back())].cost;
    for (std::size_t i = 0; i < next_.size(); ++i) {
      next_[i].cost = so_far + fix_costs_[i];
      next_[i].before = none;
    }
  }
  steps_.push_back({.first_state = static_cast<std::uint32_t>(states_.size()), .begins = begins});
  last_at_ = fix.observed_at;
  last_fix_at_ = fix.at;
  keep_best();
}

// Longer ways in this time are given up by the margin.
std::int64_t map_match::longest_walk_mm(duration time) const {
  const pace_rules& pace = rules_.pace;
  return std::int64_t{pace.mm_per_s} * time.count() / 1000 * pace.most_percent / 100 +
         rules_.margin / std::max<match_cost>(pace.per_mm_above, 1);
}

void map_match::arrive(const match_fix& fix, double weight) {
  const duration since = fix.observed_at - last_at_;
  const std::int64_t reach_mm =
      std::int64_t{rules_.cap_mmps} * since.count() / 1000 + 2 * std::int64_t{rules_.limit_mm};
  sources_.clear();
  source_states_.clear();
  targets_.clear();
  const layer& before = steps_.back();
  for (std::uint32_t i = 0; i < before.state_count; ++i) {
    const hidden_state& s = states_[before.first_state + i];
    if (!off_road(s)) {
      sources_.push_back({s.place, s.cost});
      source_states_.push_back(before.first_state + i);
    }
  }
  for (const hidden_state& s : next_) {
    if (!off_road(s)) {
      targets_.push_back(s.place);
    }
  }
  const std::int64_t walked_mm = longest_walk_mm(since);
  const bool by_pace = rules_.pace.mm_per_s != 0 && since >= rules_.pace.from &&
                       line_mm(fix.at, last_fix_at_) <= walked_mm;
  way_costs costs = rules_.way;
  if (by_pace) {
    costs.per_mm = 0;
    costs.per_ms = 0;
    costs.u_turn = rules_.pace.u_turn;
    costs.per_junction = rules_.pace.per_junction;
  }
  const auto arrivals =
      by_pace ? search_.by_length(
                    sources_, targets_, costs, std::min(walked_mm, reach_mm), rules_.pace, since)
              : search_.cheapest(sources_, targets_, costs, reach_mm, rules_.margin);
  for (std::size_t i = 0; i < targets_.size(); ++i) {  // states on roads stand first
    hidden_state& s = next_[i];
    s.cost = arrivals[i].cost;
    if (s.cost != unreachable) {
      s.before = source_states_[arrivals[i].source];
      s.turned = arrivals[i].turned;
      s.first_edge = static_cast<std::uint32_t>(edges_.size());
      search_.append_way(arrivals[i], edges_);
      s.edge_count = static_cast<std::uint32_t>(edges_.size()) - s.first_edge;
    }
  }
  for (std::size_t i = targets_.size(); i < next_.size(); ++i) {
    next_[i].cost = unreachable;
  }
  leave_and_return(reach_mm);
  for (std::size_t i = 0; i < next_.size(); ++i) {
    if (next_[i].cost != unreachable) {
      next_[i].cost += fix_costs_[i];
    }
  }
  stay(fix, weight, by_pace);
}

// Noise puts fixes behind each other: a place on an edge is held where the fix lies behind it, for
// what the fix then says of that place.
void map_match::stay(const match_fix& fix, double weight, bool by_pace) {
  const match_cost stood =
      by_pace ? match_search::cost_of_length(0, rules_.pace, fix.observed_at - last_at_) : 0;
  const std::size_t roads = targets_.size();
  for (std::size_t i = 0; i < roads; ++i) {
    hidden_state held;
    held.cost = unreachable;
    for (std::size_t k = 0; k < sources_.size(); ++k) {
      const hidden_state& s = states_[source_states_[k]];
      if (s.place.edge != next_[i].place.edge || s.place.offset_mm <= next_[i].place.offset_mm) {
        continue;
      }
      const match_cost cost =
          s.cost + stood +
          scaled(weight,
                 cost_of_distance(static_cast<double>(line_mm(s.at, fix.at)), rules_.error_mm));
      if (cost < held.cost) {
        held = {.place = s.place,
                .at = s.at,
                .seen_mm = next_[i].seen_mm,
                .cost = cost,
                .before = source_states_[k]};
      }
    }
    if (held.cost != unreachable) {
      next_.push_back(held);
    }
  }
}

// Straight lines that begin or end off the roads.
void map_match::leave_and_return(std::int64_t reach_mm) {
  const layer& before = steps_.back();
  for (std::uint32_t i = 0; i < before.state_count; ++i) {
    const std::uint32_t from = before.first_state + i;
    for (hidden_state& to : next_) {
      const hidden_state& s = states_[from];
      if (!off_road(s) && !off_road(to)) {
        continue;
      }
      const std::int64_t length_mm = line_mm(s.at, to.at);
      const match_cost cost = s.cost + length_mm * rules_.off_road_per_mm +
                              (off_road(s) && off_road(to) ? 0 : rules_.leave_road);
      if (length_mm <= reach_mm && cost < to.cost) {
        to.cost = cost;
        to.before = from;
        to.turned = false;
        to.edge_count = 0;
      }
    }
  }
}

// Moves into `states_` what is within the margin of the best.
void map_match::keep_best() {
  match_cost least = unreachable;
  for (const hidden_state& s : next_) {
    least = std::min(least, s.cost);
  }
  for (const hidden_state& s : next_) {
    if (s.cost != unreachable && s.cost <= least + rules_.margin) {
      states_.push_back(s);
    }
  }
  steps_.back().state_count =
      static_cast<std::uint32_t>(states_.size()) - steps_.back().first_state;
}

std::uint32_t map_match::best_of(const layer& s) const {
  std::uint32_t best = s.first_state;
  for (std::uint32_t i = 1; i < s.state_count; ++i) {
    if (states_[s.first_state + i].cost < states_[best].cost) {
      best = s.first_state + i;
    }
  }
  return best;
}

// The state at the step before `step`, > 0, on the way to a state of it.
std::uint32_t map_match::before(std::size_t step, std::uint32_t state) const {
  return steps_[step].begins ? best_of(steps_[step - 1]) : states_[state].before;
}

// The newest step with one state only that can still be part of the answer, and that state. Where
// all steps are open: the one with `look_ahead` fixes after it, and what the best state says of it.
// No step: the number of steps.
std::size_t map_match::last_decided(std::size_t look_ahead, std::uint32_t& state) {
  chosen_.resize(steps_.back().state_count);
  std::iota(chosen_.begin(), chosen_.end(), steps_.back().first_state);
  state = best_of(steps_.back());
  for (std::size_t i = steps_.size(); i-- > taken_;) {
    if (chosen_.size() == 1 || steps_.size() - 1 - i >= look_ahead) {
      return i;
    }
    if (i > taken_) {
      state = before(i, state);
      for (std::uint32_t& s : chosen_) {
        s = before(i, s);
      }
      std::sort(chosen_.begin(), chosen_.end());
      chosen_.erase(std::unique(chosen_.begin(), chosen_.end()), chosen_.end());
    }
  }
  return steps_.size();
}

// Appends what leads to a state of step `last`.
void map_match::emit(std::size_t last, std::uint32_t state, matched_track& out) {
  chosen_.clear();
  for (std::size_t i = last + 1; i-- > taken_;) {
    chosen_.push_back(state);
    if (i > 0) {
      state = before(i, state);
    }
  }
  for (std::size_t i = taken_; i <= last; ++i) {
    const map_match::hidden_state& s = states_[chosen_[last - i]];
    const auto edges = std::span{edges_}.subspan(s.first_edge, s.edge_count);
    out.fixes.push_back({.place = off_road(s) ? std::nullopt : std::optional{s.place},
                         .at = s.at,
                         .seen_mm = s.seen_mm,
                         .begins = steps_[i].begins,
                         .turned = s.turned,
                         .first_edge = static_cast<std::uint32_t>(out.edges.size()),
                         .edge_count = s.edge_count});
    out.edges.insert(out.edges.end(), edges.begin(), edges.end());
  }
}

// Forgets the steps before `first`, all states there but one, and what does not come from it.
void map_match::keep_only(std::size_t first, std::uint32_t state) {
  std::vector<layer> steps;
  std::vector<map_match::hidden_state> states{states_[state]};
  std::vector<road_edge_id> edges;
  std::vector<std::uint32_t> new_index(states_.size(), none);
  new_index[state] = 0;
  states.front().before = none;
  states.front().edge_count = 0;
  steps.push_back({.first_state = 0, .state_count = 1, .begins = steps_[first].begins});
  for (std::size_t i = first + 1; i < steps_.size(); ++i) {
    layer kept{.first_state = static_cast<std::uint32_t>(states.size()),
               .begins = steps_[i].begins};
    for (std::uint32_t k = 0; k < steps_[i].state_count; ++k) {
      const std::uint32_t old = steps_[i].first_state + k;
      map_match::hidden_state s = states_[old];
      if (!kept.begins) {
        if (new_index[s.before] == none) {
          continue;
        }
        s.before = new_index[s.before];
      }
      const auto way = std::span{edges_}.subspan(s.first_edge, s.edge_count);
      s.first_edge = static_cast<std::uint32_t>(edges.size());
      edges.insert(edges.end(), way.begin(), way.end());
      new_index[old] = static_cast<std::uint32_t>(states.size());
      states.push_back(s);
      ++kept.state_count;
    }
    steps.push_back(kept);
  }
  steps_ = std::move(steps);
  states_ = std::move(states);
  edges_ = std::move(edges);
}

void map_match::take(std::size_t look_ahead, matched_track& out) {
  if (steps_.size() == taken_) {
    return;
  }
  std::uint32_t state = none;
  const std::size_t last = last_decided(look_ahead, state);
  if (last == steps_.size()) {
    return;
  }
  emit(last, state, out);
  keep_only(last, state);
  taken_ = 1;
}

void map_match::take_all(matched_track& out) {
  if (steps_.size() > taken_) {
    const std::uint32_t best = best_of(steps_.back());
    out.cost = states_[best].cost;
    emit(steps_.size() - 1, best, out);
  }
  steps_.clear();
  states_.clear();
  edges_.clear();
  taken_ = 0;
}

matched_track match_fixes(const road_graph& roads,
                          const match_rules& rules,
                          std::span<const match_fix> fixes) {
  map_match match{roads, rules};
  for (const match_fix& fix : fixes) {
    match.add(fix);
  }
  matched_track path;
  match.take_all(path);
  return path;
}

}  // namespace beatwatch
