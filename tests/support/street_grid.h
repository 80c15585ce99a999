#pragma once
#include <memory>

#include "engine/geo/local_plane.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Straight streets from edge to edge of a square around the origin of the plane, as many running
/// north as running east, `apart_m` from each other; every second one is a one-way street. A node
/// of column c and row r, from the south-west corner, has the OpenStreetMap id 1 + c + 1000 r.
std::shared_ptr<const road_graph> street_grid(const plane_origin& origin,
                                              int streets,
                                              double apart_m);

}  // namespace beatwatch
