#include "tests/support/plain_dijkstra.h"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <set>
#include <utility>

namespace beatwatch {
namespace {

using answer = plain_dijkstra::answer;

answer sum(answer a, answer b) { return {a.time_ms + b.time_ms, a.distance_mm + b.distance_mm}; }

}  // namespace

plain_dijkstra::plain_dijkstra(const road_graph& roads, travel_profile profile)
    : roads_(roads), profile_(profile), arcs_(roads.edges().size()) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> banned;
  if (profile != travel_profile::foot) {
    for (const banned_turn& ban : roads.banned_turns()) {
      banned.emplace(ban.from.value, ban.to.value);
    }
  }
  for (std::uint32_t from = 0; from < arcs_.size(); ++from) {
    const road_edge& edge = roads.edges()[from];
    std::vector<std::uint32_t> onward;
    for (const road_edge_id to : roads.out_edges(edge.head)) {
      if (open(to) && !banned.contains({from, to.value})) {
        onward.push_back(to.value);
      }
    }
    const bool dead_end = std::all_of(
        onward.begin(), onward.end(), [&](std::uint32_t to) { return to == edge.twin.value; });
    for (const std::uint32_t to : onward) {
      const bool priced = to == edge.twin.value && !dead_end && profile != travel_profile::foot;
      arcs_[from].push_back({to, priced ? u_turn_ms : 0});
    }
  }
}

bool plain_dijkstra::open(road_edge_id edge) const {
  return roads_.edge(edge).has(profile_ == travel_profile::foot ? road_edge::foot : road_edge::car);
}

answer plain_dijkstra::part(road_edge_id id, std::int64_t mm) const {
  const road_edge& edge = roads_.edge(id);
  const std::int64_t whole = whole_ms(id);
  const std::int64_t length = std::max<std::int64_t>(edge.length_mm, 1);
  return {(whole * mm + length / 2) / length, mm};
}

std::int64_t plain_dijkstra::whole_ms(road_edge_id id) const {
  const road_edge& edge = roads_.edge(id);
  switch (profile_) {
    case travel_profile::ordinary:
      return edge.ordinary_ms;
    case travel_profile::response:
      return edge.response_ms;
    case travel_profile::foot:
      return walk_ms(edge.length_mm);
  }
  return 0;
}

std::optional<answer> plain_dijkstra::between(road_place source, road_place target) const {
  std::optional<answer> best;
  const auto offer = [&](answer a) { best = best ? std::min(*best, a) : a; };
  using entry = std::pair<answer, std::uint32_t>;
  std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
  std::vector<std::optional<answer>> at_head(arcs_.size());
  const std::array targets{target, roads_.turned_round(target)};
  for (const road_place from : {source, roads_.turned_round(source)}) {
    if (!open(from.edge)) {
      continue;
    }
    for (const road_place to : targets) {
      if (to.edge == from.edge && to.offset_mm >= from.offset_mm) {
        offer(part(from.edge, std::int64_t{to.offset_mm} - from.offset_mm));
      }
    }
    queue.push({part(from.edge, std::int64_t{roads_.edge(from.edge).length_mm} - from.offset_mm),
                from.edge.value});
  }
  while (!queue.empty()) {
    const auto [cost, edge] = queue.top();
    queue.pop();
    if (at_head[edge]) {
      continue;
    }
    at_head[edge] = cost;
    for (const arc& onward : arcs_[edge]) {
      const road_edge_id to{onward.to};
      const answer turned = sum(cost, {onward.turn_ms, 0});
      for (const road_place end : targets) {
        if (end.edge == to) {
          offer(sum(turned, part(to, end.offset_mm)));
        }
      }
      queue.push({sum(turned, {whole_ms(to), roads_.edge(to).length_mm}), onward.to});
    }
  }
  return best;
}

}  // namespace beatwatch
