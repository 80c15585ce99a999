#pragma once
#include <optional>
#include <span>
#include <vector>

#include "engine/base/units.h"
#include "engine/roads/heading_vector.h"

namespace beatwatch {

/// A fix that was put onto a road.
struct fix_by_road {
  instant observed_at;
  std::optional<heading_vector> road;  ///< which way the road goes there; empty: not known
  double left_mm = 0.0;                ///< how far to the left of it the fix lies
};

/// How far each fix lies ahead of where it should along its road, in millimetres.
///
/// Beside a road one sees what a fix is off by, along it one does not. But a receiver errs alike
/// for about a minute (the same satellites, the same walls), so that after a corner what was seen
/// beside the street before tells what is off along this one. The error is taken as a slow part in
/// each axis that forgets itself, and a fresh part that also stands for where on the carriageway
/// somebody drives; estimated from all fixes of a way, those that come after as well (Rauch, Tung,
/// Striebel: "Maximum likelihood estimates of linear dynamic systems", AIAA Journal 3(8), 1965).
std::vector<double> ahead_mm(std::span<const fix_by_road> fixes);

}  // namespace beatwatch
