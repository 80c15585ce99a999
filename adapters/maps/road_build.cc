#include "adapters/maps/road_build.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <span>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "adapters/maps/hilbert.h"
#include "adapters/maps/road_cells.h"
#include "adapters/maps/road_file.h"
#include "engine/base/check.h"
#include "engine/roads/road_arrays.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

std::uint32_t drive_ms(std::uint32_t length_mm, std::uint32_t speed_mmps) {
  check(speed_mmps > 0, "a road open to cars has a speed");
  const std::uint64_t ms = (std::uint64_t{length_mm} * 1000 + speed_mmps / 2) / speed_mmps;
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(ms, 1, edge_ms_max));
}

class builder {
 public:
  explicit builder(const road_draft& draft) : draft_(draft) {}

  std::vector<std::byte> build() {
    number_nodes();
    number_components();
    place_edges();
    list_out_edges();
    list_bans();
    mark_dead_ends();
    return write(index_roads(edges_, shape_));
  }

 private:
  // Numbered by position, then by name.
  void number_nodes() {
    std::vector<std::tuple<std::uint64_t, std::int64_t, plane_point>> order;
    for (const draft_road& road : draft_.roads) {
      order.emplace_back(along_hilbert_curve(road.shape.front()), road.from, road.shape.front());
      order.emplace_back(along_hilbert_curve(road.shape.back()), road.to, road.shape.back());
    }
    std::sort(order.begin(), order.end());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    for (const auto& [along, name, at] : order) {
      node_of_name_.emplace_back(name, static_cast<std::uint32_t>(nodes_.size()));
      nodes_.push_back({.osm_id = name, .at = at});
    }
    nodes_.emplace_back();
    std::sort(node_of_name_.begin(), node_of_name_.end());
    const auto same_name = [](const auto& a, const auto& b) { return a.first == b.first; };
    check(std::adjacent_find(node_of_name_.begin(), node_of_name_.end(), same_name) ==
              node_of_name_.end(),
          "a node has one place");
  }

  std::uint32_t node_named(std::int64_t name) const {
    const auto found = std::lower_bound(
        node_of_name_.begin(), node_of_name_.end(), std::pair{name, std::uint32_t{0}});
    return found->second;
  }

  std::uint32_t root_of(std::uint32_t node) {
    while (parent_[node] != node) {
      parent_[node] = parent_[parent_[node]];
      node = parent_[node];
    }
    return node;
  }

  void number_components() {
    parent_.resize(nodes_.size() - 1);
    std::iota(parent_.begin(), parent_.end(), 0U);
    for (const draft_road& road : draft_.roads) {
      parent_[root_of(node_named(road.from))] = root_of(node_named(road.to));
    }
    std::vector<std::uint32_t> number_of_root(parent_.size(), none);
    for (const auto& [name, node] : node_of_name_) {  // ascending names
      std::uint32_t& number = number_of_root[root_of(node)];
      if (number == none) {
        number = components_++;
      }
      nodes_[node].component = number;
    }
  }

  void place_edges() {
    struct sort_key {
      std::uint32_t head;
      std::int64_t tail_name;
      std::int64_t way;
      std::uint32_t road;
      bool backward;
      auto operator<=>(const sort_key&) const = default;
    };
    std::vector<sort_key> order;
    for (std::uint32_t i = 0; i < draft_.roads.size(); ++i) {
      const draft_road& road = draft_.roads[i];
      order.push_back({node_named(road.to), road.from, road.way, i, false});
      order.push_back({node_named(road.from), road.to, road.way, i, true});
    }
    std::sort(order.begin(), order.end());
    edge_of_.resize(order.size());
    for (std::uint32_t e = 0; e < order.size(); ++e) {
      edge_of_[2 * std::size_t{order[e].road} + (order[e].backward ? 1 : 0)] = e;
    }
    shape_of_road_.assign(draft_.roads.size(), none);
    edges_.reserve(order.size());
    for (const sort_key& key : order) {
      ways_.push_back(key.way);
      edges_.push_back(record_of(key.road, key.backward));
    }
    for (const road_edge& edge : edges_) {
      ++nodes_[edge.head.value + 1].first_in;
      ++nodes_[edge.tail.value + 1].first_out;
    }
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      nodes_[i].first_in += nodes_[i - 1].first_in;
      nodes_[i].first_out += nodes_[i - 1].first_out;
    }
  }

  road_edge record_of(std::uint32_t index, bool backward) {
    const draft_road& road = draft_.roads[index];
    const draft_direction& way = backward ? road.backward : road.forward;
    std::uint32_t& first_shape = shape_of_road_[index];
    if (first_shape == none) {
      first_shape = static_cast<std::uint32_t>(shape_.size());
      shape_.insert(shape_.end(), road.shape.begin(), road.shape.end());
    }
    road_edge edge;
    edge.tail = road_node_id{node_named(backward ? road.to : road.from)};
    edge.head = road_node_id{node_named(backward ? road.from : road.to)};
    edge.twin = road_edge_id{edge_of_[2 * std::size_t{index} + (backward ? 0 : 1)]};
    std::uint64_t length = 0;
    for (std::size_t i = 1; i < road.shape.size(); ++i) {
      length += segment_length_mm(road.shape[i - 1], road.shape[i]);
    }
    check(length <= std::numeric_limits<std::uint32_t>::max(), "a road is shorter than 4 294 km");
    edge.length_mm = static_cast<std::uint32_t>(length);
    edge.first_shape = first_shape;
    edge.shape_count = static_cast<std::uint16_t>(road.shape.size());
    edge.kind = road.kind;
    if (way.car) {
      edge.ordinary_ms = drive_ms(edge.length_mm, way.ordinary_mmps);
      edge.response_ms = drive_ms(edge.length_mm, way.response_mmps);
    }
    edge.flags = static_cast<std::uint8_t>(
        (way.car ? road_edge::car : 0U) | (road.foot ? road_edge::foot : 0U) |
        (backward ? road_edge::reversed : 0U) | (road.link ? road_edge::link : 0U));
    return edge;
  }

  void list_out_edges() {
    out_edges_.resize(edges_.size());
    std::vector<std::uint32_t> next(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      next[i] = nodes_[i].first_out;
    }
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      out_edges_[next[edges_[e].tail.value]++] = road_edge_id{e};
    }
  }

  void list_bans() {
    const auto edge_id = [&](const draft_edge& e) {
      return road_edge_id{edge_of_[2 * std::size_t{e.road} + (e.backward ? 1 : 0)]};
    };
    for (const draft_ban& ban : draft_.bans) {
      bans_.push_back({edge_id(ban.from), edge_id(ban.to)});
      check(edges_[bans_.back().from.value].head == edges_[bans_.back().to.value].tail,
            "a banned turn goes on where its first edge ends");
    }
    std::sort(bans_.begin(), bans_.end());
    bans_.erase(std::unique(bans_.begin(), bans_.end()), bans_.end());
    for (const banned_turn& ban : bans_) {
      ++nodes_[edges_[ban.from.value].head.value + 1].first_ban;
    }
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      nodes_[i].first_ban += nodes_[i - 1].first_ban;
    }
  }

  bool car_must_turn_round(std::uint32_t from) const {
    const std::uint32_t node = edges_[from].head.value;
    for (std::uint32_t i = nodes_[node].first_out; i < nodes_[node + 1].first_out; ++i) {
      const road_edge_id to = out_edges_[i];
      if (to != edges_[from].twin && edges_[to.value].has(road_edge::car) &&
          !std::binary_search(bans_.begin(), bans_.end(), banned_turn{road_edge_id{from}, to})) {
        return false;
      }
    }
    return true;
  }

  void mark_dead_ends() {
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      if (edges_[e].has(road_edge::car) && car_must_turn_round(e)) {
        edges_[e].flags |= road_edge::dead_end;
      }
    }
  }

  road_header header_for(const road_cells& cells) const {
    const auto count = [](std::size_t n) {
      if (n > road_edges_max) {
        throw std::runtime_error("too many roads for one file");
      }
      return static_cast<std::uint32_t>(n);
    };
    road_header header{.magic = road_file_magic,
                       .version = road_file_version,
                       .header_bytes = sizeof(road_header),
                       .origin_lat_e7 = draft_.origin.at.lat_e7,
                       .origin_lon_e7 = draft_.origin.at.lon_e7,
                       .origin_scale = draft_.origin.scale,
                       .nodes = count(nodes_.size() - 1),
                       .edges = count(edges_.size()),
                       .shape_points = count(shape_.size()),
                       .banned_turns = count(bans_.size()),
                       .components = components_,
                       .attribution_bytes = count(draft_.attribution.size()),
                       .cells_west_mm = cells.west_mm,
                       .cells_south_mm = cells.south_mm,
                       .cell_mm = cells.cell_mm,
                       .cell_columns = cells.columns,
                       .cell_rows = cells.rows,
                       .cell_items = count(cells.items.size())};
    header.file_bytes = sections_of(header).end;
    return header;
  }

  std::vector<std::byte> write(const road_cells& cells) const {
    road_header header = header_for(cells);
    const road_sections at = sections_of(header);
    std::vector<std::byte> bytes(at.end);
    const auto put = [&](std::uint64_t offset, const auto& elements) {
      const auto view = std::as_bytes(std::span{elements});
      std::copy(view.begin(), view.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    };
    put(0, std::span{&header, 1});
    put(at.nodes, nodes_);
    put(at.edges, edges_);
    put(at.ways, ways_);
    put(at.out_edges, out_edges_);
    put(at.shape, shape_);
    put(at.bans, bans_);
    put(at.cells, cells.first_item);
    put(at.items, cells.items);
    put(at.attribution, draft_.attribution);
    const auto hash = hash_road_bytes(bytes);
    std::memcpy(bytes.data() + offsetof(road_header, sha256), hash.data(), hash.size());
    return bytes;
  }

  const road_draft& draft_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> node_of_name_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> edge_of_;  // of each direction of each road of the draft
  std::vector<std::uint32_t> shape_of_road_;
  std::vector<road_node> nodes_;
  std::vector<road_edge> edges_;
  std::vector<std::int64_t> ways_;
  std::vector<road_edge_id> out_edges_;
  std::vector<plane_point> shape_;
  std::vector<banned_turn> bans_;
  std::uint32_t components_ = 0;
};

}  // namespace

std::vector<std::byte> build_roads(const road_draft& draft) {
  check(!draft.roads.empty(), "a network has a road");
  return builder{draft}.build();
}

}  // namespace beatwatch
