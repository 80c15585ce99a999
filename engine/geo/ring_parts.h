#pragma once
#include <vector>

#include "engine/geo/area.h"

namespace beatwatch {

/// Replaces `parts` by the parts of the straight leg from p to q that are inside `shape` or at most
/// `margin_m` outside it: sorted, disjoint, of positive length. With a margin of 0 the same as
/// `area::inside_parts`. A leg without length is wholly within or has no part.
void parts_within(
    const area& shape, plane_point p, plane_point q, double margin_m, std::vector<leg_part>& parts);

}  // namespace beatwatch
