#pragma once
#include <vector>

#include "engine/geo/area.h"

namespace beatwatch {

/// Widens `parts`, the parts of the straight leg from p to q inside `shape`, to those inside or at
/// most `margin_m` (above 0) outside it: sorted, disjoint, of positive length. A leg without length
/// is wholly within or has no part.
void add_parts_beside(
    const area& shape, plane_point p, plane_point q, double margin_m, std::vector<leg_part>& parts);

}  // namespace beatwatch
