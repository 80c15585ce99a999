#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/plane_box.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// The rings of many areas in one array, so that an edge is one number and a run of edges one
/// stretch of memory. Each ring is followed by its first vertex again: edge e runs from
/// `vertices[e]` to `vertices[e + 1]`. The last place of a ring begins no edge.
struct outlines {
  explicit outlines(std::span<const area> areas);

  [[nodiscard]] std::size_t size() const { return bounds.size(); }

  /// Calls visit(first edge, number of edges) for every ring of an area.
  template <typename Visit>
  void for_each_ring(std::uint32_t area, Visit visit) const {
    for (std::uint32_t r = first_rings[area]; r < first_rings[area + 1]; ++r) {
      visit(ring_starts[r], ring_starts[r + 1] - ring_starts[r] - 1);
    }
  }

  /// Calls visit(edge) for every edge of an area.
  template <typename Visit>
  void for_each_edge(std::uint32_t area, Visit visit) const {
    for_each_ring(area, [&](std::uint32_t first_edge, std::uint32_t edges) {
      for (std::uint32_t e = first_edge; e < first_edge + edges; ++e) {
        visit(e);
      }
    });
  }

  std::vector<plane_point> vertices;
  std::vector<std::uint32_t> ring_starts;  ///< of every ring in `vertices`, then their number
  std::vector<std::uint32_t> first_rings;  ///< of every area in `ring_starts`, then their number
  std::vector<plane_box> bounds;           ///< of every area
};

}  // namespace beatwatch
