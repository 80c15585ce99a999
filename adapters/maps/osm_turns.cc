#include "adapters/maps/osm_turns.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace beatwatch {
namespace {

// The edges open to cars at one node.
struct car_edges {
  std::vector<draft_edge> in;
  std::vector<draft_edge> out;
};

class turn_banner {
 public:
  turn_banner(const osm_extract& extract, osm_import& out) : extract_(extract), out_(out) {
    for (const osm_restriction& restriction : extract.restrictions) {
      at_node_[restriction.via];
    }
    for (const osm_node& node : extract.nodes) {
      if (node.stops_cars) {
        at_node_[node.id];
      }
    }
    for (std::uint32_t i = 0; i < out.draft.roads.size(); ++i) {
      note_edges(i);
    }
  }

  void ban_by_restrictions() {
    for (const osm_restriction& restriction : extract_.restrictions) {
      if (const auto skipped = apply(restriction)) {
        ++out_.report.restrictions_skipped.at(static_cast<std::size_t>(*skipped));
      } else {
        ++out_.report.restrictions_used;
      }
    }
  }

  void ban_at_barriers() {
    for (const osm_node& node : extract_.nodes) {
      if (node.stops_cars) {
        const car_edges& edges = at_node_[node.id];
        for (const draft_edge& from : edges.in) {
          ban_all_but({{from.road, !from.backward}}, from, edges);
        }
      }
    }
  }

 private:
  void note_edges(std::uint32_t index) {
    const draft_road& road = out_.draft.roads[index];
    const auto note = [&](std::int64_t tail, std::int64_t head, bool backward) {
      if (const auto at_head = at_node_.find(head); at_head != at_node_.end()) {
        at_head->second.in.push_back({index, backward});
      }
      if (const auto at_tail = at_node_.find(tail); at_tail != at_node_.end()) {
        at_tail->second.out.push_back({index, backward});
      }
    };
    if (road.forward.car) {
      note(road.from, road.to, false);
    }
    if (road.backward.car) {
      note(road.to, road.from, true);
    }
  }

  static bool same(const draft_edge& a, const draft_edge& b) {
    return a.road == b.road && a.backward == b.backward;
  }

  void ban(const draft_edge& from, const draft_edge& to) { out_.draft.bans.push_back({from, to}); }

  void ban_all_but(const std::vector<draft_edge>& kept,
                   const draft_edge& from,
                   const car_edges& edges) {
    for (const draft_edge& to : edges.out) {
      if (std::none_of(kept.begin(), kept.end(), [&](const auto& k) { return same(k, to); })) {
        ban(from, to);
      }
    }
  }

  std::vector<draft_edge> of_ways(const std::vector<draft_edge>& edges,
                                  const std::vector<std::int64_t>& ways) const {
    std::vector<draft_edge> found;
    for (const draft_edge& edge : edges) {
      if (std::find(ways.begin(), ways.end(), out_.draft.roads[edge.road].way) != ways.end()) {
        found.push_back(edge);
      }
    }
    return found;
  }

  bool all_in_file(const osm_restriction& restriction) const {
    const auto in_file = [&](std::int64_t way) {
      return std::binary_search(extract_.way_ids.begin(), extract_.way_ids.end(), way);
    };
    return std::all_of(restriction.from.begin(), restriction.from.end(), in_file) &&
           std::all_of(restriction.to.begin(), restriction.to.end(), in_file);
  }

  std::optional<restriction_skipped> apply(const osm_restriction& restriction) {
    if (!all_in_file(restriction)) {
      return restriction_skipped::member_missing;
    }
    const car_edges& edges = at_node_[restriction.via];
    const auto from = of_ways(edges.in, restriction.from);
    const auto to = of_ways(edges.out, restriction.to);
    if (from.empty() || to.empty()) {
      return restriction_skipped::no_car_there;
    }
    if (restriction.u_turn && restriction.from == restriction.to) {
      for (const draft_edge& edge : from) {
        ban(edge, {edge.road, !edge.backward});
      }
      return std::nullopt;
    }
    if (from.size() > restriction.from.size() || to.size() > restriction.to.size()) {
      return restriction_skipped::ambiguous;
    }
    for (const draft_edge& edge : from) {
      if (restriction.only) {
        ban_all_but(to, edge, edges);
      } else {
        for (const draft_edge& next : to) {
          ban(edge, next);
        }
      }
    }
    return std::nullopt;
  }

  const osm_extract& extract_;
  osm_import& out_;
  std::map<std::int64_t, car_edges> at_node_;
};

}  // namespace

void ban_turns(const osm_extract& extract, osm_import& out) {
  turn_banner banner{extract, out};
  banner.ban_by_restrictions();
  banner.ban_at_barriers();
}

}  // namespace beatwatch
