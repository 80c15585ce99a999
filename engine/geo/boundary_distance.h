#pragma once

namespace beatwatch {

/// How far a point is from the boundary of an area, and where the boundary is nearest.
struct boundary_distance {
  double signed_m = 0.0;     ///< >= 0 inside and on the border, < 0 outside: this is exact; its
                             ///< size is within 1e-9 m
  double nearest_x_m = 0.0;  ///< on the boundary, metres east of the plane's origin
  double nearest_y_m = 0.0;
};

}  // namespace beatwatch
