#pragma once
#include <span>
#include <vector>

#include "engine/roads/shared_error.h"

namespace beatwatch {

/// A fix on a way along roads. `progress` grows along the way, in whatever the way is measured.
struct place_along {
  fix_by_road fix;
  double progress = 0.0;  ///< where the fix lies
  double per_mm = 1.0;    ///< progress for each millimetre of road there
};

/// Where on the way somebody was at each fix, in progress: the least squares among sequences that
/// never fall (pool adjacent violators), of the fixes without what their neighbours tell of their
/// errors (shared_error.h). So noise goes neither back and forth nor while somebody stands.
std::vector<double> rising_places(std::span<const place_along> along);

}  // namespace beatwatch
