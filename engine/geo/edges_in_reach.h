#pragma once
#include <vector>

#include "engine/geo/area.h"

namespace beatwatch {

/// An edge of a boundary some of whose points z lie on a way p -> z -> q that is short enough.
/// These z are one stretch of the edge.
struct edge_in_reach {
  double from_p_m = 0.0;  ///< smallest |p-z| over the stretch
  double from_q_m = 0.0;  ///< smallest |z-q| over the stretch
};

/// Replaces `edges` by the edges of `shape` with a point z at which |p-z| + |z-q| <= reach.
void edges_in_reach(const area& shape,
                    plane_point p,
                    plane_point q,
                    double reach_m,
                    std::vector<edge_in_reach>& edges);

}  // namespace beatwatch
