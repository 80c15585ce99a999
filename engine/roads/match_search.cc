#include "engine/roads/match_search.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

// Ways whose lengths fall into one bin count as equally long.
constexpr std::int64_t bin_mm = 10'000;

double distance_mm(plane_point a, plane_point b) {
  const double dx = static_cast<double>(a.x_mm) - b.x_mm;
  const double dy = static_cast<double>(a.y_mm) - b.y_mm;
  return std::sqrt(dx * dx + dy * dy);
}

}  // namespace

match_search::match_search(const road_graph& roads) : roads_(roads), marks_(roads.edges().size()) {}

match_cost match_search::cost_of_length(std::int64_t length_mm,
                                        const pace_rules& pace,
                                        duration time) {
  const std::int64_t usual_mm = std::int64_t{pace.mm_per_s} * time.count() / 1000;
  const std::int64_t least_mm = usual_mm * pace.least_percent / 100;
  const std::int64_t most_mm = usual_mm * pace.most_percent / 100;
  if (length_mm < least_mm) {
    return (least_mm - length_mm) * pace.per_mm_below;
  }
  return length_mm > most_mm ? (length_mm - most_mm) * pace.per_mm_above : 0;
}

void match_search::begin(std::span<const road_place> targets, const way_costs& costs) {
  if (++stamp_ == 0) {
    std::fill(marks_.begin(), marks_.end(), edge_mark{});
    stamp_ = 1;
  }
  costs_ = costs;
  targets_ = targets;
  labels_.clear();
  heap_.clear();
  arrivals_.assign(targets.size(), {});
  next_target_.assign(targets.size(), none);
  for (std::uint32_t i = 0; i < targets.size(); ++i) {
    edge_mark& mark = mark_of(targets[i].edge);
    next_target_[i] = mark.first_target;
    mark.first_target = i;
  }
}

match_search::edge_mark& match_search::mark_of(road_edge_id edge) {
  edge_mark& mark = marks_[edge.value];
  if (mark.stamp != stamp_) {
    mark = {stamp_, none, none, false};
  }
  return mark;
}

bool match_search::is_open(const road_edge& edge) const {
  return costs_.user == road_user::car ? edge.has(road_edge::car) : edge.has(road_edge::foot);
}

match_cost match_search::part(const road_edge& edge, std::uint32_t mm) const {
  match_cost cost = costs_.per_mm * mm;
  if (costs_.per_ms != 0 && edge.length_mm != 0) {
    cost += costs_.per_ms * (std::int64_t{edge.ordinary_ms} * mm / edge.length_mm);
  }
  return cost;
}

match_cost match_search::turning_round(const road_edge& edge) const {
  if (costs_.user == road_user::car) {
    return edge.has(road_edge::dead_end) ? costs_.u_turn_at_end : costs_.u_turn;
  }
  return roads_.out_edges(edge.head).size() == 1 ? costs_.u_turn_at_end : costs_.u_turn;
}

void match_search::reach(std::uint32_t target, const arrival& how) {
  if (how.cost < arrivals_[target].cost) {
    arrivals_[target] = how;
  }
}

// Calls enter(edge, cost of the turn) for every edge that may follow.
template <typename Enter>
void match_search::go_on(road_edge_id from, Enter enter) {
  const road_edge& edge = roads_.edge(from);
  for (const road_edge_id next : roads_.out_edges(edge.head)) {
    if (!is_open(roads_.edge(next)) ||
        (costs_.user == road_user::car && !roads_.car_may_turn(from, next))) {
      continue;
    }
    enter(next, costs_.per_junction + (next == edge.twin ? turning_round(edge) : 0));
  }
}

// Calls reach(target, cost, length, arrival) for targets on the sources' own edges, and
// enter(label) for the edges that follow these. Longer ways than `length_mm_max` are left out.
template <typename Reach, typename Enter>
void match_search::set_out(std::span<const source> sources,
                           std::int64_t length_mm_max,
                           Reach reach,
                           Enter enter) {
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    const auto along = [&](road_place at, match_cost cost, bool turned) {
      const road_edge& edge = roads_.edge(at.edge);
      for (std::uint32_t t = mark_of(at.edge).first_target; t != none; t = next_target_[t]) {
        const std::uint32_t offset_mm = targets_[t].offset_mm;
        const std::uint32_t gone_mm = offset_mm - std::min(offset_mm, at.offset_mm);
        if (offset_mm >= at.offset_mm && gone_mm <= length_mm_max) {
          reach(t, cost + part(edge, gone_mm), gone_mm, arrival{0, i, turned, none});
        }
      }
      const std::uint32_t rest_mm = edge.length_mm - std::min(edge.length_mm, at.offset_mm);
      if (rest_mm <= length_mm_max) {
        go_on(at.edge, [&](road_edge_id next, match_cost turn) {
          enter({cost + part(edge, rest_mm) + turn, rest_mm, next.value, none, i, none, turned});
        });
      }
    };
    const source& from = sources[i];
    along(from.at, from.cost, false);
    const road_place round = roads_.turned_round(from.at);
    if (is_open(roads_.edge(round.edge))) {
      along(round, from.cost + costs_.u_turn, true);
    }
  }
}

// Calls enter(label) for the edges that follow that of a label.
template <typename Enter>
void match_search::go_on_from(std::uint32_t index, Enter enter) {
  const label at = labels_[index];
  const road_edge& edge = roads_.edge(road_edge_id{at.edge});
  go_on(road_edge_id{at.edge}, [&](road_edge_id next, match_cost turn) {
    enter({at.cost + part(edge, edge.length_mm) + turn,
           at.length_mm + edge.length_mm,
           next.value,
           index,
           at.source,
           none,
           at.turned});
  });
}

match_cost match_search::worst_arrival(match_cost margin) const {
  match_cost least = unreachable;
  match_cost most = 0;
  for (const arrival& a : arrivals_) {
    least = std::min(least, a.cost);
    most = std::max(most, a.cost);
  }
  return least == unreachable ? unreachable : std::min(most, least + margin);
}

std::span<const match_search::arrival> match_search::cheapest(std::span<const source> sources,
                                                              std::span<const road_place> targets,
                                                              const way_costs& costs,
                                                              std::int64_t length_mm_max,
                                                              match_cost margin) {
  begin(targets, costs);
  const auto enter = [&](const label& way) {
    edge_mark& mark = mark_of(road_edge_id{way.edge});
    if (mark.first_label == none) {
      mark.first_label = static_cast<std::uint32_t>(labels_.size());
      labels_.push_back(way);
    } else if (label& known = labels_[mark.first_label]; !mark.settled && way.cost < known.cost) {
      known = way;
    } else {
      return;
    }
    heap_.push({static_cast<std::uint64_t>(way.cost), way.edge});
  };
  set_out(
      sources,
      length_mm_max,
      [&](std::uint32_t target, match_cost cost, std::int64_t /*length_mm*/, arrival how) {
        how.cost = cost;
        reach(target, how);
      },
      enter);
  match_cost worst = worst_arrival(margin);
  while (!heap_.empty() && static_cast<match_cost>(heap_.top().key) < worst) {
    const search_heap::entry top = heap_.top();
    heap_.pop();
    edge_mark& mark = mark_of(road_edge_id{top.id});
    const label at = labels_[mark.first_label];
    if (mark.settled || at.cost != static_cast<match_cost>(top.key)) {
      continue;
    }
    mark.settled = true;
    const std::uint32_t index = mark.first_label;
    const road_edge& edge = roads_.edge(road_edge_id{top.id});
    for (std::uint32_t t = mark.first_target; t != none; t = next_target_[t]) {
      if (at.length_mm + targets_[t].offset_mm <= length_mm_max) {
        reach(t, {at.cost + part(edge, targets_[t].offset_mm), at.source, at.turned, index});
        worst = worst_arrival(margin);
      }
    }
    if (at.length_mm + edge.length_mm <= length_mm_max) {
      go_on_from(index, enter);
    }
  }
  return arrivals_;
}

std::span<const match_search::arrival> match_search::by_length(std::span<const source> sources,
                                                               std::span<const road_place> targets,
                                                               const way_costs& costs,
                                                               std::int64_t length_mm_max,
                                                               const pace_rules& pace,
                                                               duration time) {
  begin(targets, costs);
  if (targets.empty()) {
    return arrivals_;
  }
  const plane_point goal = roads_.point_at(targets.front());
  double spread_mm = 0.0;
  for (const road_place& t : targets) {
    spread_mm = std::max(spread_mm, distance_mm(goal, roads_.point_at(t)));
  }
  by_length_.resize(static_cast<std::size_t>(length_mm_max / bin_mm) + 1);
  const auto enter = [&](label way) {
    const plane_point at = roads_.node(roads_.edge(road_edge_id{way.edge}).tail).at;
    const double to_go_mm = std::max(0.0, distance_mm(at, goal) - spread_mm);
    if (static_cast<double>(way.length_mm) + to_go_mm > static_cast<double>(length_mm_max)) {
      return;
    }
    edge_mark& mark = mark_of(road_edge_id{way.edge});
    const std::int64_t bin = way.length_mm / bin_mm;
    std::uint32_t same = mark.first_label;
    while (same != none && labels_[same].length_mm / bin_mm != bin) {
      same = labels_[same].next;
    }
    if (same == none || (labels_[same].read && way.cost < labels_[same].cost)) {
      by_length_[static_cast<std::size_t>(bin)].push_back(
          static_cast<std::uint32_t>(labels_.size()));
      way.next = std::exchange(mark.first_label, static_cast<std::uint32_t>(labels_.size()));
      labels_.push_back(way);
    } else if (way.cost < labels_[same].cost) {
      way.next = labels_[same].next;
      labels_[same] = way;
    }
  };
  set_out(
      sources,
      length_mm_max,
      [&](std::uint32_t target, match_cost cost, std::int64_t length_mm, arrival how) {
        how.cost = cost + cost_of_length(length_mm, pace, time);
        reach(target, how);
      },
      enter);
  // An edge shorter than a bin may lead back into the bin being read: it grows while it is read.
  for (auto& bin : by_length_) {
    for (std::size_t i = 0; i < bin.size(); ++i) {
      const std::uint32_t index = bin[i];
      labels_[index].read = true;
      const label at = labels_[index];
      const road_edge_id id{at.edge};
      const road_edge& edge = roads_.edge(id);
      for (std::uint32_t t = mark_of(id).first_target; t != none; t = next_target_[t]) {
        const std::int64_t length_mm = at.length_mm + targets_[t].offset_mm;
        const match_cost cost =
            at.cost + part(edge, targets_[t].offset_mm) + cost_of_length(length_mm, pace, time);
        reach(t, {cost, at.source, at.turned, index});
      }
      go_on_from(index, enter);
    }
    bin.clear();
  }
  return arrivals_;
}

void match_search::append_way(const arrival& to, std::vector<road_edge_id>& edges) const {
  const std::size_t first = edges.size();
  for (std::uint32_t at = to.last; at != none; at = labels_[at].before) {
    edges.push_back(road_edge_id{labels_[at].edge});
  }
  std::reverse(edges.begin() + static_cast<std::ptrdiff_t>(first), edges.end());
}

}  // namespace beatwatch
