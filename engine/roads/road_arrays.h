#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/expected.h"
#include "engine/roads/road_records.h"

namespace beatwatch {

/// The sections of a road file, where they lie.
struct road_arrays {
  const road_header* header = nullptr;
  std::span<const road_node> nodes;  ///< with the one that only ends ranges
  std::span<const road_edge> edges;
  std::span<const std::int64_t> ways;
  std::span<const road_edge_id> out_edges;
  std::span<const plane_point> shape;
  std::span<const banned_turn> bans;
  std::span<const std::uint32_t> cells;
  std::span<const cell_item> items;
  std::string_view attribution;
};

/// Finds the sections; the error says why there are none. Looks at the header and the size only.
/// `bytes` must be aligned to 8.
expected<road_arrays, std::string> find_road_arrays(std::span<const std::byte> bytes);

/// The first thing found that a road file must hold and this one does not: an index beyond its
/// array, ranges that do not follow each other, twins that do not match, a length that is not its
/// shape's. Empty: every rule of `road_records.h` that reading relies on holds.
std::optional<std::string> fault_in(const road_arrays& roads);

/// Length of a straight piece, rounded to the millimetre: an edge's length is the sum of these.
std::uint32_t segment_length_mm(plane_point from, plane_point to);

}  // namespace beatwatch
