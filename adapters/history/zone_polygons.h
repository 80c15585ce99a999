#pragma once
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// The rings of an area as polygons: a ring that an even number of the others encloses is an outer
/// ring, counter-clockwise; any other is a hole, clockwise, of the smallest outer ring around it.
/// Rings must not cross; single points of touch are allowed. In the order of the outer rings.
std::vector<polygon> zone_polygons(const area& shape);

}  // namespace beatwatch
