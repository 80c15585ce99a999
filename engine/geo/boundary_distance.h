#pragma once

namespace beatwatch {

/// How far a point is from the boundary of an area, and where the boundary is nearest.
struct boundary_distance {
  bool inside = false;       ///< exact, border included
  double signed_m = 0.0;     ///< >= 0 inside, <= 0 outside; within 1e-9 m
  double nearest_x_m = 0.0;  ///< on the boundary, metres east of the plane's origin
  double nearest_y_m = 0.0;
};

}  // namespace beatwatch
