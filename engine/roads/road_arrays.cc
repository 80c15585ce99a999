#include "engine/roads/road_arrays.h"

#include <algorithm>
#include <cmath>

#include "engine/geo/plane_point.h"
#include "engine/geo/position.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t alignment = 64;

std::uint64_t aligned(std::uint64_t at) { return (at + alignment - 1) / alignment * alignment; }

template <typename T>
std::span<const T> section(std::span<const std::byte> bytes,
                           std::uint64_t at,
                           std::uint64_t count) {
  return {reinterpret_cast<const T*>(bytes.data() + at), static_cast<std::size_t>(count)};
}

std::optional<std::string> fault_in_header(const road_header& header) {
  if (header.magic != road_file_magic) {
    return "not a road file";
  }
  if (header.version != road_file_version || header.header_bytes != sizeof(road_header)) {
    return "road file of version " + std::to_string(header.version) + ", expected " +
           std::to_string(road_file_version);
  }
  constexpr std::int32_t latitude_max_e7 = 840'000'000;
  const bool origin_holds =
      valid(position{.lat_e7 = header.origin_lat_e7, .lon_e7 = header.origin_lon_e7}) &&
      header.origin_lat_e7 >= -latitude_max_e7 && header.origin_lat_e7 <= latitude_max_e7 &&
      header.origin_scale > 0.5 && header.origin_scale < 2.0;
  if (!origin_holds) {
    return "the origin of the plane is out of range";
  }
  const bool grid_holds = header.cell_mm > 0 && header.cell_columns > 0 && header.cell_rows > 0 &&
                          header.cell_columns <= cell_lines_max &&
                          header.cell_rows <= cell_lines_max;
  if (!grid_holds || header.edges > road_edges_max) {
    return "a count is out of range";
  }
  return std::nullopt;
}

bool on_plane(plane_point p) {
  return p.x_mm >= -plane_limit_mm && p.x_mm <= plane_limit_mm && p.y_mm >= -plane_limit_mm &&
         p.y_mm <= plane_limit_mm;
}

bool ranges_follow(const road_arrays& roads) {
  const auto& first = roads.nodes.front();
  const auto& last = roads.nodes.back();
  if (first.first_in != 0 || first.first_out != 0 || first.first_ban != 0 ||
      last.first_in != roads.edges.size() || last.first_out != roads.out_edges.size() ||
      last.first_ban != roads.bans.size()) {
    return false;
  }
  for (std::size_t i = 1; i < roads.nodes.size(); ++i) {
    const road_node& a = roads.nodes[i - 1];
    const road_node& b = roads.nodes[i];
    if (b.first_in < a.first_in || b.first_out < a.first_out || b.first_ban < a.first_ban) {
      return false;
    }
  }
  return true;
}

bool node_holds(const road_arrays& roads, std::uint32_t n) {
  const road_node& node = roads.nodes[n];
  const road_node& next = roads.nodes[n + 1];
  if (!on_plane(node.at) || node.component >= roads.header->components) {
    return false;
  }
  for (std::uint32_t e = node.first_in; e < next.first_in; ++e) {
    if (roads.edges[e].head.value != n) {
      return false;
    }
  }
  for (std::uint32_t i = node.first_out; i < next.first_out; ++i) {
    const std::uint32_t e = roads.out_edges[i].value;
    const bool ascends = i == node.first_out || roads.out_edges[i - 1].value < e;
    if (e >= roads.edges.size() || roads.edges[e].tail.value != n || !ascends) {
      return false;
    }
  }
  for (std::uint32_t i = node.first_ban; i < next.first_ban; ++i) {
    const banned_turn& ban = roads.bans[i];
    if (ban.from.value >= roads.edges.size() || ban.to.value >= roads.edges.size() ||
        roads.edges[ban.from.value].head.value != n || roads.edges[ban.to.value].tail.value != n ||
        (i > 0 && !(roads.bans[i - 1] < ban))) {
      return false;
    }
  }
  return true;
}

bool record_holds(const road_arrays& roads, const road_edge& edge) {
  const std::uint64_t shape_end = std::uint64_t{edge.first_shape} + edge.shape_count;
  if (edge.tail.value >= roads.header->nodes || edge.head.value >= roads.header->nodes ||
      edge.twin.value >= roads.edges.size() || edge.shape_count < 2 ||
      shape_end > roads.shape.size() || static_cast<std::size_t>(edge.kind) >= road_class_count ||
      (edge.flags & ~road_edge::all_flags) != 0) {
    return false;
  }
  if (!edge.has(road_edge::car)) {
    return edge.ordinary_ms == 0 && edge.response_ms == 0;
  }
  return edge.ordinary_ms >= 1 && edge.ordinary_ms <= edge_ms_max && edge.response_ms >= 1 &&
         edge.response_ms <= edge_ms_max;
}

bool twins_match(const road_arrays& roads, std::uint32_t e) {
  const road_edge& edge = roads.edges[e];
  const road_edge& twin = roads.edges[edge.twin.value];
  return edge.twin.value != e && twin.twin.value == e && twin.tail == edge.head &&
         twin.head == edge.tail && twin.length_mm == edge.length_mm &&
         twin.first_shape == edge.first_shape && twin.shape_count == edge.shape_count &&
         twin.has(road_edge::reversed) != edge.has(road_edge::reversed);
}

bool shape_holds(const road_arrays& roads, const road_edge& edge) {
  const auto shape = roads.shape.subspan(edge.first_shape, edge.shape_count);
  if (shape.front() != roads.nodes[edge.tail.value].at ||
      shape.back() != roads.nodes[edge.head.value].at ||
      !std::all_of(shape.begin(), shape.end(), on_plane)) {
    return false;
  }
  std::uint64_t length = 0;
  for (std::size_t i = 1; i < shape.size(); ++i) {
    length += segment_length_mm(shape[i - 1], shape[i]);
  }
  return length == edge.length_mm;
}

bool edge_holds(const road_arrays& roads, std::uint32_t e) {
  const road_edge& edge = roads.edges[e];
  return record_holds(roads, edge) && twins_match(roads, e) &&
         (edge.has(road_edge::reversed) || shape_holds(roads, edge));
}

bool cells_hold(const road_arrays& roads) {
  if (roads.cells.front() != 0 || roads.cells.back() != roads.items.size() ||
      !std::is_sorted(roads.cells.begin(), roads.cells.end())) {
    return false;
  }
  return std::all_of(roads.items.begin(), roads.items.end(), [&](const cell_item& item) {
    return item.edge.value < roads.edges.size() &&
           !roads.edges[item.edge.value].has(road_edge::reversed) &&
           item.segment + 1ULL < roads.edges[item.edge.value].shape_count;
  });
}

}  // namespace

road_sections sections_of(const road_header& header) {
  const std::uint64_t cells = std::uint64_t{header.cell_columns} * header.cell_rows;
  road_sections at{};
  at.nodes = aligned(sizeof(road_header));
  at.edges = aligned(at.nodes + (std::uint64_t{header.nodes} + 1) * sizeof(road_node));
  at.ways = aligned(at.edges + std::uint64_t{header.edges} * sizeof(road_edge));
  at.out_edges = aligned(at.ways + std::uint64_t{header.edges} * sizeof(std::int64_t));
  at.shape = aligned(at.out_edges + std::uint64_t{header.edges} * sizeof(road_edge_id));
  at.bans = aligned(at.shape + std::uint64_t{header.shape_points} * sizeof(plane_point));
  at.cells = aligned(at.bans + std::uint64_t{header.banned_turns} * sizeof(banned_turn));
  at.items = aligned(at.cells + (cells + 1) * sizeof(std::uint32_t));
  at.attribution = aligned(at.items + std::uint64_t{header.cell_items} * sizeof(cell_item));
  at.end = at.attribution + header.attribution_bytes;
  return at;
}

expected<road_arrays, std::string> find_road_arrays(std::span<const std::byte> bytes) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(road_header) != 0) {
    return unexpected{std::string{"the bytes are not aligned"}};
  }
  if (bytes.size() < sizeof(road_header)) {
    return unexpected{std::string{"not a road file: too short"}};
  }
  road_arrays roads;
  roads.header = reinterpret_cast<const road_header*>(bytes.data());
  const road_header& header = *roads.header;
  if (auto fault = fault_in_header(header)) {
    return unexpected{*std::move(fault)};
  }
  const road_sections at = sections_of(header);
  if (header.file_bytes != at.end || bytes.size() != at.end) {
    return unexpected{std::to_string(bytes.size()) + " bytes, expected " + std::to_string(at.end)};
  }
  roads.nodes = section<road_node>(bytes, at.nodes, std::uint64_t{header.nodes} + 1);
  roads.edges = section<road_edge>(bytes, at.edges, header.edges);
  roads.ways = section<std::int64_t>(bytes, at.ways, header.edges);
  roads.out_edges = section<road_edge_id>(bytes, at.out_edges, header.edges);
  roads.shape = section<plane_point>(bytes, at.shape, header.shape_points);
  roads.bans = section<banned_turn>(bytes, at.bans, header.banned_turns);
  roads.cells = section<std::uint32_t>(
      bytes, at.cells, std::uint64_t{header.cell_columns} * header.cell_rows + 1);
  roads.items = section<cell_item>(bytes, at.items, header.cell_items);
  const auto attribution = section<char>(bytes, at.attribution, header.attribution_bytes);
  roads.attribution = {attribution.data(), attribution.size()};
  return roads;
}

std::optional<std::string> fault_in(const road_arrays& roads) {
  if (!ranges_follow(roads)) {
    return "the ranges of its nodes do not follow each other";
  }
  for (std::uint32_t e = 0; e < roads.edges.size(); ++e) {
    if (!edge_holds(roads, e)) {
      return "edge " + std::to_string(e) + " is damaged";
    }
  }
  for (std::uint32_t n = 0; n < roads.header->nodes; ++n) {
    if (!node_holds(roads, n)) {
      return "node " + std::to_string(n) + " is damaged";
    }
  }
  if (!cells_hold(roads)) {
    return "its index is damaged";
  }
  return std::nullopt;
}

std::uint32_t segment_length_mm(plane_point from, plane_point to) {
  const double dx = static_cast<double>(to.x_mm) - static_cast<double>(from.x_mm);
  const double dy = static_cast<double>(to.y_mm) - static_cast<double>(from.y_mm);
  const double half_up = std::sqrt(dx * dx + dy * dy) + 0.5;
  return static_cast<std::uint32_t>(half_up);
}

}  // namespace beatwatch
