#pragma once
#include <functional>
#include <string>
#include <vector>

#include "engine/base/expected.h"
#include "engine/geo/plane_point.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// What is wrong at a place of a map file.
struct map_finding {
  std::string pointer;
  std::string reason;
};

/// A geometry of a map file on the millimetre grid of the plane; of one kind, the other two are
/// empty. Rings have at least three vertices, lines two, and none comes twice in a row; nothing
/// else is known of their validity.
struct plane_shape {
  std::vector<polygon> polygons;
  std::vector<plane_line> lines;
  std::vector<plane_point> points;
  std::vector<map_finding> mended;  ///< rings closed, or left out, as lines are, for want of size
};

/// Where two coordinates of a map file are on the plane, or why they are nowhere.
using to_plane = std::function<expected<plane_point, std::string>(double x, double y)>;

/// Adds a ring to the polygon that it belongs to, the outer one first, mended where it can be: a
/// repeated vertex is dropped, an open ring closed, and what has fewer than three vertices left
/// out. Then `shape.mended` says so of `pointer`. A polygon without an outer ring stays empty.
void add_ring(
    plane_ring ring, bool is_outer, polygon& part, const std::string& pointer, plane_shape& shape);

/// Adds a line without repeated vertices; one of fewer than two is left out and reported.
void add_line(plane_line line, const std::string& pointer, plane_shape& shape);

}  // namespace beatwatch
