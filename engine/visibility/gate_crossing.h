#pragma once
#include "engine/base/interval.h"
#include "engine/geo/polygon.h"
#include "engine/visibility/prism.h"

namespace beatwatch {

/// What a leg says of a gate.
struct gate_reading {
  std::int32_t net =
      0;  ///< crossings from left to right less those from right to left, straight on
  bool off_from = true;  ///< the first fix is off the line, whatever its error, and beyond the ring
  bool off_to = true;    ///< so is the last one
  /// No way round an end of the line is short enough. Between two fixes that are off the line all
  /// ways then cross it as often as the straight one does, less what they cross to and fro: any of
  /// them can be drawn straight within the ellipse that they keep to, and an end of the line, which
  /// is not in it, is never swept over.
  bool sure = false;
  instant at;         ///< of the last crossing, straight on; the end of the leg without one
  interval possible;  ///< when it can have been on the line, under the cap and the errors
};

/// Crossings are decided in integers. A point on the line counts as just west of it, so that a way
/// that ends on the line and one that begins there cross it once. `ring_m` in metres of the plane.
gate_reading read_gate(const leg& way, const plane_line& line, double ring_m);

/// In metres of the plane.
double distance_m(plane_point p, const plane_line& line);

}  // namespace beatwatch
