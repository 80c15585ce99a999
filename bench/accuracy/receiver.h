#pragma once
#include <vector>

#include "engine/roads/map_match.h"
#include "engine/roads/matched_path.h"
#include "engine/roads/snap.h"
#include "replay/random.h"

namespace beatwatch {

struct receiver {
  double refresh_s = 1.0;
  double phase_s = 0.0;    ///< of the first fix, 0 ... refresh
  double noise_m = 5.0;    ///< standard deviation in each axis
  bool correlated = true;  ///< over a minute, but for a fifth of the variance; else fresh each time
  double loss = 0.0;       ///< share of fixes that never arrive
  bool tells_motion = false;  ///< speed within about 0.5 m/s and heading within about 5 degrees
};

/// What is heard of somebody's way.
std::vector<match_fix> listen(const std::vector<path_part>& way,
                              const receiver& how,
                              random_stream random);

/// Where somebody is at an instant within the way. `part` is a hint that moves on with time.
plane_point place_at(const std::vector<path_part>& way, instant t, std::size_t& part);

}  // namespace beatwatch
