#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

// What a road file holds, as it lies in the mapped bytes: little-endian, without padding. One
// header, then the sections in the order of `road_sections`, each aligned to 64 bytes.

using road_node_id = strong<std::uint32_t, struct road_node_id_tag>;
using road_edge_id = strong<std::uint32_t, struct road_edge_id_tag>;

/// The `highway` class of OpenStreetMap, slip roads (`*_link`) with the class they belong to.
/// `footway` is whatever is there for walkers alone: footways, paths, steps, cycleways, bridleways.
enum class road_class : std::uint8_t {
  motorway,
  trunk,
  primary,
  secondary,
  tertiary,
  unclassified,
  residential,
  living_street,
  service,
  track,
  pedestrian,
  footway,
};
inline constexpr std::size_t road_class_count = 12;

/// A junction, a way's end, or a place where a turn is forbidden. Nodes lie along a Hilbert curve,
/// so that neighbours on the ground are neighbours in memory; equal places by OpenStreetMap id.
struct road_node {
  std::int64_t osm_id = 0;  ///< its name outside
  plane_point at;
  std::uint32_t first_in = 0;   ///< edges that end here: [first_in, next node's first_in)
  std::uint32_t first_out = 0;  ///< edges that start here, as positions in the list of out-edges
  std::uint32_t first_ban = 0;  ///< forbidden turns through here
  std::uint32_t component = 0;  ///< weakly connected part, numbered by its lowest OpenStreetMap id
};

/// One direction of a piece of road between two nodes. Every piece has two edges, each other's
/// `twin`; whether a car or a walker may use the direction stands in `flags`. Edges are sorted by
/// head, then by OpenStreetMap ids of tail and way, then by their order along the way.
struct road_edge {
  static constexpr std::uint8_t car = 1;
  static constexpr std::uint8_t foot = 2;
  static constexpr std::uint8_t reversed = 4;  ///< runs against the stored shape
  static constexpr std::uint8_t dead_end = 8;  ///< at its head a car can only turn round
  static constexpr std::uint8_t link = 16;     ///< slip road
  static constexpr std::uint8_t all_flags = 31;

  road_node_id tail;
  road_node_id head;
  road_edge_id twin;
  std::uint32_t length_mm = 0;    ///< in the plane; off by its scale, below 0.05 % within 200 km
  std::uint32_t ordinary_ms = 0;  ///< drive time; 0 where no car may go
  std::uint32_t response_ms = 0;  ///< the same by a response driver; 0 where no car may go
  std::uint32_t first_shape = 0;  ///< shape points, both ends included, shared with the twin
  std::uint16_t shape_count = 0;  ///< >= 2
  road_class kind{};
  std::uint8_t flags = 0;

  [[nodiscard]] constexpr bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

/// From an edge into one that starts at its head, forbidden to cars. Sorted.
struct banned_turn {
  road_edge_id from;
  road_edge_id to;
  friend constexpr auto operator<=>(const banned_turn&, const banned_turn&) = default;
};

/// A straight piece of road that touches a cell of the index: shape points `segment` and
/// `segment` + 1 of the edge, which is the one that runs along the stored shape.
struct cell_item {
  road_edge_id edge;
  std::uint32_t segment = 0;
};

struct road_header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t header_bytes = 0;
  std::array<std::uint8_t, 32> sha256{};  ///< of every byte after this field
  std::uint64_t file_bytes = 0;
  std::int32_t origin_lat_e7 = 0;
  std::int32_t origin_lon_e7 = 0;
  double origin_scale = 0.0;
  std::uint32_t nodes = 0;
  std::uint32_t edges = 0;
  std::uint32_t shape_points = 0;
  std::uint32_t banned_turns = 0;
  std::uint32_t components = 0;
  std::uint32_t attribution_bytes = 0;
  std::int32_t cells_west_mm = 0;  ///< lower left corner of the index
  std::int32_t cells_south_mm = 0;
  std::uint32_t cell_mm = 0;  ///< side of a cell
  std::uint32_t cell_columns = 0;
  std::uint32_t cell_rows = 0;
  std::uint32_t cell_items = 0;
};

inline constexpr std::array<char, 8> road_file_magic{'B', 'W', 'R', 'O', 'A', 'D', 'S', '\n'};
inline constexpr std::uint32_t road_file_version = 2;
inline constexpr std::size_t road_hash_begin = 48;  ///< first byte that the hash covers
inline constexpr std::uint32_t cell_lines_max = 1U << 20U;
inline constexpr std::uint32_t edge_ms_max = 24U * 3600U * 1000U;
inline constexpr std::uint32_t road_edges_max = (1U << 30U) - 1U;

/// Where each section begins, and where the file ends. Follows from the counts alone, so a file
/// holds no offsets that could be wrong. `cell_columns` and `cell_rows` are <= `cell_lines_max`.
struct road_sections {
  std::uint64_t nodes;        ///< road_node, one more than nodes: the last one only ends ranges
  std::uint64_t edges;        ///< road_edge
  std::uint64_t ways;         ///< int64, OpenStreetMap way of each edge
  std::uint64_t out_edges;    ///< road_edge_id by tail, ascending within a tail
  std::uint64_t shape;        ///< plane_point
  std::uint64_t bans;         ///< banned_turn
  std::uint64_t cells;        ///< uint32, first item of each cell by rows, and the end
  std::uint64_t items;        ///< cell_item, by cell, then edge and segment
  std::uint64_t attribution;  ///< UTF-8
  std::uint64_t end;
};
road_sections sections_of(const road_header& header);

static_assert(sizeof(road_node) == 32 && std::is_trivially_copyable_v<road_node>);
static_assert(sizeof(road_edge) == 32 && std::is_trivially_copyable_v<road_edge>);
static_assert(sizeof(banned_turn) == 8 && sizeof(cell_item) == 8 && sizeof(plane_point) == 8);
static_assert(sizeof(road_header) == 120 && offsetof(road_header, file_bytes) == road_hash_begin);

}  // namespace beatwatch
