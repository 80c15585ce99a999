#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include "engine/roads/road_graph.h"
#include "engine/roads/travel_time.h"

namespace beatwatch {

/// What `travel_search` is measured against: Dijkstra's algorithm as textbooks write it, backward
/// from the place, over the edge-based graph with every allowed turn as an arc in compressed rows,
/// std::priority_queue with lazy deletion, stopped when enough units are settled. Ordinary times
/// only. Its memory too is used again, and only what a search touched is reset.
class textbook_search {
 public:
  explicit textbook_search(const road_graph& roads) : roads_(roads) {
    write_out_turns();
    cost_.assign(roads.edges().size(), infinite);
    legs_at_.resize(roads.edges().size());
  }

  std::vector<travel_found> nearest(road_place target,
                                    std::span<const road_place> units,
                                    std::uint32_t count) {
    std::vector<travel_found> found;
    std::vector<bool> settled(units.size(), false);
    place(units, target);
    offer(target);
    offer(roads_.turned_round(target));
    std::uint64_t last = infinite;
    while (!queue_.empty() && queue_.top().first <= last) {
      const auto [key, id] = queue_.top();
      queue_.pop();
      if (id < cost_.size()) {
        relax_into(id, key);
      } else if (const std::size_t unit = (id - cost_.size()) / 2; !settled[unit]) {
        settled[unit] = true;
        found.push_back({static_cast<std::uint32_t>(unit),
                         static_cast<std::int64_t>(key >> 32U),
                         static_cast<std::int64_t>(key & 0xffff'ffffU)});
        last = found.size() == count ? key | 0xffff'ffffU : last;
      }
    }
    reset();
    std::sort(found.begin(), found.end(), [](const travel_found& a, const travel_found& b) {
      return std::pair{a.time_ms, a.source} < std::pair{b.time_ms, b.source};
    });
    return found;
  }

 private:
  struct arc {
    std::uint32_t from;
    std::uint64_t key;  // the turn and all of the edge `from`
  };
  struct leg {
    std::uint32_t id;
    std::uint64_t to_head;
  };
  static constexpr std::uint64_t infinite = std::numeric_limits<std::uint64_t>::max();

  static std::uint64_t part(const road_edge& edge, std::uint64_t mm) {
    const std::uint64_t length = edge.length_mm == 0 ? 1 : edge.length_mm;
    return ((edge.ordinary_ms * mm + length / 2) / length << 32U) + mm;
  }

  void write_out_turns() {
    for (std::uint32_t to = 0; to < roads_.edges().size(); ++to) {
      first_arc_.push_back(static_cast<std::uint32_t>(arcs_.size()));
      for (const road_edge_id from : roads_.in_edges(roads_.edges()[to].tail)) {
        const road_edge& edge = roads_.edge(from);
        if (edge.has(road_edge::car) && roads_.car_may_turn(from, road_edge_id{to})) {
          const bool priced = edge.twin.value == to && !edge.has(road_edge::dead_end);
          const std::uint64_t turn = priced ? static_cast<std::uint64_t>(u_turn_ms) << 32U : 0;
          arcs_.push_back({from.value, turn + part(edge, edge.length_mm)});
        }
      }
    }
    first_arc_.push_back(static_cast<std::uint32_t>(arcs_.size()));
  }

  void place(std::span<const road_place> units, road_place target) {
    for (std::size_t i = 0; i < units.size(); ++i) {
      for (const road_place at : {units[i], roads_.turned_round(units[i])}) {
        const road_edge& edge = roads_.edge(at.edge);
        if (!edge.has(road_edge::car)) {
          continue;
        }
        const auto id = static_cast<std::uint32_t>(cost_.size() + 2 * i + (at == units[i] ? 0 : 1));
        legs_at_[at.edge.value].push_back({id, part(edge, edge.length_mm - at.offset_mm)});
        with_legs_.push_back(at.edge.value);
        for (const road_place end : {target, roads_.turned_round(target)}) {
          if (end.edge == at.edge && at.offset_mm <= end.offset_mm) {
            queue_.push({part(edge, end.offset_mm - at.offset_mm), id});
          }
        }
      }
    }
  }

  void offer(road_place target) {
    const road_edge& edge = roads_.edge(target.edge);
    if (edge.has(road_edge::car)) {
      improve(target.edge.value, part(edge, target.offset_mm));
    }
  }

  void improve(std::uint32_t edge, std::uint64_t key) {
    if (key < cost_[edge]) {
      cost_[edge] = key;
      touched_.push_back(edge);
      queue_.push({key, edge});
    }
  }

  void relax_into(std::uint32_t to, std::uint64_t key) {
    if (key != cost_[to]) {
      return;
    }
    for (std::uint32_t i = first_arc_[to]; i < first_arc_[to + 1]; ++i) {
      const arc& a = arcs_[i];
      const road_edge& from = roads_.edges()[a.from];
      for (const leg& l : legs_at_[a.from]) {
        queue_.push({key + (a.key - part(from, from.length_mm)) + l.to_head, l.id});
      }
      improve(a.from, key + a.key);
    }
  }

  void reset() {
    for (const std::uint32_t edge : touched_) {
      cost_[edge] = infinite;
    }
    for (const std::uint32_t edge : with_legs_) {
      legs_at_[edge].clear();
    }
    touched_.clear();
    with_legs_.clear();
    queue_ = {};
  }

  const road_graph& roads_;
  std::vector<std::uint32_t> first_arc_;
  std::vector<arc> arcs_;
  std::vector<std::uint64_t> cost_;
  std::vector<std::vector<leg>> legs_at_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> with_legs_;
  std::priority_queue<std::pair<std::uint64_t, std::uint32_t>,
                      std::vector<std::pair<std::uint64_t, std::uint32_t>>,
                      std::greater<>>
      queue_;
};

}  // namespace beatwatch
