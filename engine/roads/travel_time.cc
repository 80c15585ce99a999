#include "engine/roads/travel_time.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "engine/roads/search_heap.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
// Numbers in the heap: edges, and with this bit set the legs of sources.
constexpr std::uint32_t leg_bit = 1U << 31U;

// A key holds milliseconds above millimetres, so that keys add and compare as pairs: of equally
// fast paths the shortest wins, whatever the order in which they are found.
constexpr std::uint64_t key_of(std::uint64_t ms, std::uint64_t mm) { return (ms << 32U) + mm; }
constexpr std::int64_t ms_of(std::uint64_t key) { return static_cast<std::int64_t>(key >> 32U); }
constexpr std::int64_t mm_of(std::uint64_t key) {
  return static_cast<std::int64_t>(key & 0xffff'ffffU);
}

// Cost from the tail of an edge to the target.
struct edge_label {
  std::uint64_t key;
  std::uint32_t stamp;
  std::uint32_t first_leg;  // of the sources that lie on the edge
};

// How often the search has come to a node, and by which edge first.
struct node_mark {
  std::uint32_t stamp;
  std::uint32_t visits;
  std::uint32_t first_edge;
};

// A source in one of its directions of travel.
struct source_leg {
  std::uint64_t to_head;  // cost of the rest of the edge
  std::uint32_t source;
  std::uint32_t next;  // on the same edge
};

}  // namespace

struct travel_search::memory {
  std::vector<edge_label> labels;
  std::vector<node_mark> marks;
  std::vector<source_leg> legs;
  std::vector<std::uint32_t> settled;  // stamp of the search that settled the source
  std::vector<travel_found> found;
  search_heap heap;
  std::uint32_t stamp = 0;

  // Every label, mark and settled source of an earlier search becomes old.
  void begin(const road_graph& roads, std::size_t sources) {
    ++stamp;
    if (stamp == 0 || labels.size() < roads.edges().size() || marks.size() < roads.nodes().size()) {
      labels.assign(roads.edges().size(), {});
      marks.assign(roads.nodes().size(), {});
      settled.clear();
      stamp = 1;
    }
    if (settled.size() < sources) {
      settled.resize(sources, 0);
    }
    legs.clear();
    found.clear();
    heap.clear();
  }
};

namespace {

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
        visit(top.id, top.key);
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

  edge_label& label_of(std::uint32_t edge) {
    edge_label& label = memory_.labels[edge];
    if (label.stamp != memory_.stamp) {
      label = {std::numeric_limits<std::uint64_t>::max(), memory_.stamp, none};
    }
    return label;
  }

  node_mark& mark_of(std::uint32_t node) {
    node_mark& mark = memory_.marks[node];
    if (mark.stamp != memory_.stamp) {
      mark = {memory_.stamp, 0, none};
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
    edge_label& label = label_of(from.edge.value);
    memory_.legs.push_back({part(edge, edge.length_mm - offset_mm), source, label.first_leg});
    label.first_leg = leg;
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
      const std::uint64_t key = part(edge, std::min(target.offset_mm, edge.length_mm));
      improve(label_of(target.edge.value), target.edge.value, key);
    }
  }

  void improve(edge_label& label, std::uint32_t edge, std::uint64_t key) {
    if (key < label.key) {
      label.key = key;
      push(key, edge);
    }
  }

  // `at_head`: cost from the head of the edge to the target, for one who comes along the edge.
  void relax(std::uint32_t edge, std::uint64_t at_head) {
    if (!is_open(edges_[edge])) {
      return;
    }
    edge_label& label = label_of(edge);
    for (std::uint32_t leg = label.first_leg; leg != none; leg = memory_.legs[leg].next) {
      push(at_head + memory_.legs[leg].to_head, leg | leg_bit);
    }
    improve(label, edge, at_head + whole(edges_[edge]));
  }

  void relax_all_into(const road_edge& edge, std::uint64_t key) {
    for (const road_edge_id in : roads_.in_edges(edge.tail)) {
      relax(in.value, key + (in == edge.twin ? turning_round(edges_[in.value]) : 0));
    }
  }

  void relax_allowed_into(std::uint32_t to, std::uint64_t key) {
    const road_edge& edge = edges_[to];
    for (const road_edge_id in : roads_.in_edges(edge.tail)) {
      if (roads_.car_may_turn(in, road_edge_id{to})) {
        relax(in.value, key + (in == edge.twin ? turning_round(edges_[in.value]) : 0));
      }
    }
  }

  // An edge's cost is final. Where no turn is banned, the first edge out of a node gives every edge
  // into it its best way on, but the one that would have to turn round for it; the second one gives
  // that one's; all later ones are of no use.
  void visit(std::uint32_t edge, std::uint64_t key) {
    if (key != memory_.labels[edge].key) {
      return;
    }
    const road_node_id tail = edges_[edge].tail;
    if (Profile != travel_profile::foot && !roads_.banned_turns(tail).empty()) {
      relax_allowed_into(edge, key);
      return;
    }
    node_mark& mark = mark_of(tail.value);
    ++mark.visits;
    if (mark.visits == 1) {
      mark.first_edge = edge;
      relax_all_into(edges_[edge], key);
    } else if (mark.visits == 2 && Profile != travel_profile::foot) {
      relax(edges_[mark.first_edge].twin.value, key);
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
travel_search::travel_search(travel_search&&) noexcept = default;
travel_search& travel_search::operator=(travel_search&&) noexcept = default;

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
