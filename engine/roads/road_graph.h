#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/expected.h"
#include "engine/geo/local_plane.h"
#include "engine/geo/plane_point.h"
#include "engine/roads/road_arrays.h"
#include "engine/roads/road_records.h"

namespace beatwatch {

/// A place on a road, in one direction of travel.
struct road_place {
  road_edge_id edge;
  std::uint32_t offset_mm = 0;  ///< from the tail, 0 ... length
  friend constexpr bool operator==(const road_place&, const road_place&) = default;
};

/// Shape points of an edge in its direction of travel, both ends included.
class edge_shape {
 public:
  edge_shape(std::span<const plane_point> stored, bool reversed)
      : stored_(stored), reversed_(reversed) {}
  [[nodiscard]] std::size_t size() const { return stored_.size(); }
  plane_point operator[](std::size_t i) const {
    return stored_[reversed_ ? stored_.size() - 1 - i : i];
  }

 private:
  std::span<const plane_point> stored_;
  bool reversed_;
};

/// Successive edges: those that end at one node.
class edge_range {
 public:
  class iterator {
   public:
    using value_type = road_edge_id;
    using difference_type = std::ptrdiff_t;
    iterator() = default;
    explicit iterator(std::uint32_t at) : at_(at) {}
    road_edge_id operator*() const { return road_edge_id{at_}; }
    iterator& operator++() {
      ++at_;
      return *this;
    }
    iterator operator++(int) { return iterator{at_++}; }
    friend bool operator==(iterator, iterator) = default;

   private:
    std::uint32_t at_ = 0;
  };

  edge_range(std::uint32_t first, std::uint32_t last) : first_(first), last_(last) {}
  [[nodiscard]] iterator begin() const { return iterator{first_}; }
  [[nodiscard]] iterator end() const { return iterator{last_}; }
  [[nodiscard]] std::size_t size() const { return last_ - first_; }

 private:
  std::uint32_t first_;
  std::uint32_t last_;
};

/// A whole road network, read where it lies (a mapped file or a buffer) and never changed.
///
///   for (const road_edge_id e : graph.out_edges(n)) {
///     if (graph.edge(e).has(road_edge::car)) { ... graph.edge(e).head ... graph.shape(e)[1] ... }
///   }
class road_graph {
 public:
  /// Looks at `bytes`, which `owner` keeps alive. Every index and range is checked, so that damaged
  /// or hostile bytes give an error and never a crash, now or later; the content hash is not
  /// computed here (`map_roads` does). `bytes` must be aligned to 8.
  static expected<road_graph, std::string> view(std::shared_ptr<const void> owner,
                                                std::span<const std::byte> bytes);

  /// Lower-case hexadecimal SHA-256 of the content, as the header states it.
  [[nodiscard]] const std::string& hash() const { return hash_; }
  /// The plane that every point lies in; the deployment's must be the same.
  [[nodiscard]] plane_origin origin() const;
  [[nodiscard]] std::string_view attribution() const { return arrays_.attribution; }

  [[nodiscard]] std::span<const road_node> nodes() const {
    return arrays_.nodes.first(arrays_.header->nodes);
  }
  [[nodiscard]] std::span<const road_edge> edges() const { return arrays_.edges; }
  [[nodiscard]] const road_node& node(road_node_id id) const { return arrays_.nodes[id.value]; }
  [[nodiscard]] const road_edge& edge(road_edge_id id) const { return arrays_.edges[id.value]; }
  /// OpenStreetMap id of the way it is part of.
  [[nodiscard]] std::int64_t way(road_edge_id id) const { return arrays_.ways[id.value]; }

  /// Edges that start at a node, by id.
  [[nodiscard]] std::span<const road_edge_id> out_edges(road_node_id id) const {
    const std::uint32_t first = arrays_.nodes[id.value].first_out;
    return arrays_.out_edges.subspan(first, arrays_.nodes[id.value + 1].first_out - first);
  }
  /// Edges that end at a node, by id.
  [[nodiscard]] edge_range in_edges(road_node_id id) const {
    return {arrays_.nodes[id.value].first_in, arrays_.nodes[id.value + 1].first_in};
  }
  [[nodiscard]] edge_shape shape(road_edge_id id) const {
    const road_edge& e = edge(id);
    return {arrays_.shape.subspan(e.first_shape, e.shape_count), e.has(road_edge::reversed)};
  }

  /// Forbidden turns through a node.
  [[nodiscard]] std::span<const banned_turn> banned_turns(road_node_id id) const {
    const std::uint32_t first = arrays_.nodes[id.value].first_ban;
    return arrays_.bans.subspan(first, arrays_.nodes[id.value + 1].first_ban - first);
  }
  [[nodiscard]] std::span<const banned_turn> banned_turns() const { return arrays_.bans; }
  /// Whether a car on `from` may go on along `to`, which starts where `from` ends: `to` is open to
  /// cars and the turn is not banned. Turning round at the head is a turn like any other here.
  [[nodiscard]] bool car_may_turn(road_edge_id from, road_edge_id to) const;

  /// The point of the plane at a place, to the millimetre. An offset beyond the length is the head.
  [[nodiscard]] plane_point point_at(road_place place) const;
  /// The same place in the other direction of travel.
  [[nodiscard]] road_place turned_round(road_place place) const {
    const road_edge& e = edge(place.edge);
    return {e.twin, place.offset_mm < e.length_mm ? e.length_mm - place.offset_mm : 0};
  }

  /// Counts, and the grid of the index over straight pieces of road.
  [[nodiscard]] const road_header& header() const { return *arrays_.header; }
  [[nodiscard]] std::span<const cell_item> cell(std::uint32_t column, std::uint32_t row) const {
    const std::size_t i = static_cast<std::size_t>(row) * arrays_.header->cell_columns + column;
    return arrays_.items.subspan(arrays_.cells[i], arrays_.cells[i + 1] - arrays_.cells[i]);
  }

 private:
  road_graph(std::shared_ptr<const void> owner, const road_arrays& arrays);

  std::shared_ptr<const void> owner_;
  road_arrays arrays_;
  std::string hash_;
};

}  // namespace beatwatch
