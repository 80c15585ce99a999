#pragma once
#include <span>
#include <vector>

#include "engine/roads/map_match.h"
#include "engine/roads/path_part.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// When a matched track was where. Parts follow each other from the first fix to the last without a
/// gap in time; in place there is one only where a path begins anew, which is bridged straight.
///
/// Places of fixes along a path are first made to rise (least squares, pool adjacent violators), so
/// that noise goes neither back and forth nor while somebody stands. Between two fixes the time is
/// spread evenly over the way, for cars by ordinary drive time; where speeds were reported at both
/// ends, it is spread so that they are met as far as the way allows (a monotone cubic).
/// `fixes` are those that were matched; `path` has one for each.
std::vector<path_part> timed_path(const road_graph& roads,
                                  road_user user,
                                  std::span<const match_fix> fixes,
                                  const matched_track& path);

}  // namespace beatwatch
