#pragma once
#include <limits>
#include <span>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"
#include "engine/roads/map_match.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {

/// Somebody goes along an edge, or straight where there is none, at constant speed.
struct path_part {
  static constexpr road_edge_id off_road{std::numeric_limits<std::uint32_t>::max()};

  road_edge_id edge = off_road;
  std::uint32_t from_mm = 0;  ///< offsets on the edge; from_mm <= to_mm, equal: it stands there
  std::uint32_t to_mm = 0;
  plane_point from_at;
  plane_point to_at;
  instant from;  ///< from <= to
  instant to;
};

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
