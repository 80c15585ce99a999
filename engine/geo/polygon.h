#pragma once
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// A polygon as map files have it: one outer ring and the holes in it.
struct polygon {
  plane_ring outer;
  std::vector<plane_ring> holes;
  friend bool operator==(const polygon&, const polygon&) = default;
};

/// A street or a gate as map files have it: straight from each vertex to the next, two or more.
using plane_line = std::vector<plane_point>;

/// The one form that equal shapes share, whatever ring, direction and vertex their file began with:
/// each ring starts at its smallest vertex (by x, then y), outer rings run counter-clockwise, holes
/// clockwise, and the rings are sorted.
std::vector<plane_ring> canonical_rings(std::vector<polygon> polygons);

}  // namespace beatwatch
