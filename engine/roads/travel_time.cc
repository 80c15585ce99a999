#include "engine/roads/travel_time.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "engine/roads/travel_memory.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t infinite = std::numeric_limits<std::uint64_t>::max();
// Numbers in the heap: edges, or with this bit the legs of sources.
constexpr std::uint32_t leg_bit = 1U << 31U;
// With an edge: its fastest way goes through a node with banned turns.
constexpr std::uint32_t behind_bit = 1U << 30U;
static_assert(road_edges_max < behind_bit);

// A key holds milliseconds above millimetres, so that keys add and compare as pairs: of equally
// fast paths the shortest wins, whatever the order in which they are found.
constexpr std::uint64_t key_of(std::uint64_t ms, std::uint64_t mm) { return (ms << 32U) + mm; }
constexpr std::int64_t ms_of(std::uint64_t key) { return static_cast<std::int64_t>(key >> 32U); }
constexpr std::int64_t mm_of(std::uint64_t key) {
  return static_cast<std::int64_t>(key & 0xffff'ffffU);
}

template <travel_profile Profile>
class backward_search {
 public:
  backward_search(const road_graph& roads, travel_search::memory& memory, std::int64_t limit_ms)
      : roads_(roads),
        edges_(roads.edges()),
        memory_(memory),
        limit_(key_of(static_cast<std::uint64_t>(std::clamp<std::int64_t>(limit_ms, 0, 1 << 30)),
                      0xffff'ffffU)) {}

  void run(road_place target, std::span<const road_place> sources, std::uint32_t count) {
    const std::size_t reachable = place_sources(target, sources);
    enter(target);
    enter(roads_.turned_round(target));
    auto& heap = memory_.heap;
    std::uint64_t last = limit_;
    while (!heap.empty() && heap.top().key <= last && memory_.found.size() < reachable) {
      const search_heap::entry top = heap.top();
      heap.pop();
      if ((top.id & leg_bit) == 0) {
        visit(top.id & ~behind_bit, top.key, (top.id & behind_bit) != 0);
      } else if (settle(memory_.legs[top.id & ~leg_bit].source, top.key) &&
                 memory_.found.size() == count) {
        last = key_of(static_cast<std::uint64_t>(ms_of(top.key)), 0xffff'ffffU);
      }
    }
    std::sort(memory_.found.begin(),
              memory_.found.end(),
              [](const travel_found& a, const travel_found& b) {
                return std::pair{a.time_ms, a.source} < std::pair{b.time_ms, b.source};
              });
  }

 private:
  static bool is_open(const road_edge& edge) {
    return edge.has(Profile == travel_profile::foot ? road_edge::foot : road_edge::car);
  }

  static std::uint64_t time_ms(const road_edge& edge) {
    switch (Profile) {
      case travel_profile::ordinary:
        return edge.ordinary_ms;
      case travel_profile::response:
        return edge.response_ms;
      case travel_profile::foot:
        return walk_ms(edge.length_mm);
    }
  }

  static std::uint64_t whole(const road_edge& edge) {
    return key_of(time_ms(edge), edge.length_mm);
  }

  // Cost of `mm` <= length of an edge.
  static std::uint64_t part(const road_edge& edge, std::uint32_t mm) {
    const std::uint64_t length = std::max<std::uint64_t>(edge.length_mm, 1);
    return key_of((time_ms(edge) * mm + length / 2) / length, mm);
  }

  static std::uint64_t turning_round(const road_edge& edge) {
    return Profile == travel_profile::foot || edge.has(road_edge::dead_end)
               ? 0
               : key_of(static_cast<std::uint64_t>(u_turn_ms), 0);
  }

  node_mark& mark_of(road_node_id node) {
    node_mark& mark = memory_.marks[node.value];
    if (mark.stamp != memory_.stamp) {
      const bool turns_banned =
          Profile != travel_profile::foot && !roads_.banned_turns(node).empty();
      mark = {infinite, memory_.stamp, no_index, false, false, turns_banned};
    }
    return mark;
  }

  // Returns how many sources lie in the part of the network that holds the target.
  std::size_t place_sources(road_place target, std::span<const road_place> sources) {
    const std::uint32_t component = component_of(target.edge);
    std::size_t reachable = 0;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
      if (component_of(sources[i].edge) == component) {
        ++reachable;
        add_leg(i, sources[i], target);
        add_leg(i, roads_.turned_round(sources[i]), target);
      }
    }
    return reachable;
  }

  std::uint32_t component_of(road_edge_id edge) const {
    return roads_.node(roads_.edge(edge).tail).component;
  }

  void add_leg(std::uint32_t source, road_place from, road_place target) {
    const road_edge& edge = roads_.edge(from.edge);
    if (!is_open(edge)) {
      return;
    }
    const std::uint32_t offset_mm = std::min(from.offset_mm, edge.length_mm);
    const auto leg = static_cast<std::uint32_t>(memory_.legs.size());
    std::uint32_t& first_leg = memory_.first_leg[from.edge.value];
    memory_.legs.push_back(
        {part(edge, edge.length_mm - offset_mm), from.edge.value, source, first_leg});
    first_leg = leg;
    const road_place ahead = from.edge == target.edge ? target : roads_.turned_round(target);
    if (from.edge == ahead.edge && offset_mm <= ahead.offset_mm) {
      push(part(edge, std::min(ahead.offset_mm, edge.length_mm) - offset_mm), leg | leg_bit);
    }
  }

  void push(std::uint64_t key, std::uint32_t id) {
    if (key <= limit_) {
      memory_.heap.push({key, id});
    }
  }

  // The target, coming from the tail of its edge.
  void enter(road_place target) {
    const road_edge& edge = roads_.edge(target.edge);
    if (is_open(edge)) {
      offer(target.edge.value, part(edge, std::min(target.offset_mm, edge.length_mm)), false);
    }
  }

  // A way on from the tail of an edge, if it can matter there; see `visit`.
  void offer(std::uint32_t edge, std::uint64_t key, bool behind) {
    node_mark& mark = mark_of(edges_[edge].tail);
    if (mark.turns_banned) {
      edge_cost& cost = memory_.costs[edge];
      if (cost.stamp == memory_.stamp && cost.key <= key) {
        return;
      }
      cost = {key, memory_.stamp};
    } else if (key < mark.best) {
      mark.best = key;
      mark.behind = behind;
    } else if (!mark.behind || mark.exhausted) {
      return;
    }
    push(key, behind ? edge | behind_bit : edge);
  }

  // `at_head`: cost from the head of the edge to the target, for one who comes along the edge.
  void relax(std::uint32_t edge, std::uint64_t at_head, bool behind) {
    if (!is_open(edges_[edge])) {
      return;
    }
    for (std::uint32_t leg = memory_.first_leg[edge]; leg != no_index;
         leg = memory_.legs[leg].next) {
      push(at_head + memory_.legs[leg].to_head, leg | leg_bit);
    }
    offer(edge, at_head + whole(edges_[edge]), behind);
  }

  // Lets every edge that ends where `to` starts go on along it; `allowed(in)`: a car may turn.
  template <typename Allowed>
  void relax_into(std::uint32_t to, std::uint64_t key, bool behind, const Allowed& allowed) {
    const road_edge& edge = edges_[to];
    for (const road_edge_id in : roads_.in_edges(edge.tail)) {
      if (allowed(in)) {
        relax(in.value, key + (in == edge.twin ? turning_round(edges_[in.value]) : 0), behind);
      }
    }
  }

  // An edge's cost is final.
  //
  // Where no turn is banned, the first edge out of a node gives every edge into it its best way on,
  // but the one that would have to turn round for it; the second one gives that one's; later ones
  // are of no use. The second one in turn matters only behind a node with banned turns: elsewhere
  // an edge back along the fastest way is never part of a fastest way itself, and whoever stands on
  // it leaves in the other direction.
  void visit(std::uint32_t edge, std::uint64_t key, bool behind) {
    node_mark& mark = mark_of(edges_[edge].tail);
    if (mark.turns_banned) {
      if (key == memory_.costs[edge].key) {
        relax_into(edge, key, true, [&](road_edge_id in) {
          return roads_.car_may_turn(in, road_edge_id{edge});
        });
      }
    } else if (mark.first_edge == no_index) {
      mark.first_edge = edge;
      mark.behind = behind;
      mark.exhausted = !behind;
      relax_into(edge, key, behind, [](road_edge_id) { return true; });
    } else if (!mark.exhausted && mark.first_edge != edge) {
      mark.exhausted = true;
      relax(edges_[mark.first_edge].twin.value, key, true);
    }
  }

  // False when the source was settled before, by its other leg or a cheaper way.
  bool settle(std::uint32_t source, std::uint64_t key) {
    if (memory_.settled[source] == memory_.stamp) {
      return false;
    }
    memory_.settled[source] = memory_.stamp;
    memory_.found.push_back({source, ms_of(key), mm_of(key)});
    return true;
  }

  const road_graph& roads_;
  std::span<const road_edge> edges_;
  travel_search::memory& memory_;
  std::uint64_t limit_;
};

}  // namespace

travel_search::travel_search() : memory_(std::make_unique<memory>()) {}
travel_search::~travel_search() = default;
travel_search::travel_search(travel_search&& other) noexcept = default;
travel_search& travel_search::operator=(travel_search&& other) noexcept = default;

std::span<const travel_found> travel_search::nearest(const road_graph& roads,
                                                     travel_profile profile,
                                                     road_place target,
                                                     std::span<const road_place> sources,
                                                     std::uint32_t count,
                                                     std::int64_t limit_ms) {
  memory_->begin(roads, sources.size());
  if (count == 0) {
    return {};
  }
  switch (profile) {
    case travel_profile::ordinary:
      backward_search<travel_profile::ordinary>{roads, *memory_, limit_ms}.run(
          target, sources, count);
      break;
    case travel_profile::response:
      backward_search<travel_profile::response>{roads, *memory_, limit_ms}.run(
          target, sources, count);
      break;
    case travel_profile::foot:
      backward_search<travel_profile::foot>{roads, *memory_, limit_ms}.run(target, sources, count);
      break;
  }
  return memory_->found;
}

}  // namespace beatwatch
