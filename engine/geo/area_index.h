#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/area.h"
#include "engine/geo/boundary_distance.h"
#include "engine/geo/box_tree.h"
#include "engine/geo/containment_grid.h"
#include "engine/geo/distance_grid.h"
#include "engine/geo/outlines.h"
#include "engine/geo/plane_box.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// An area near a point, as `area::distance` has it.
struct near_area {
  std::uint32_t area = 0;
  boundary_distance to;
};

/// Finds the areas at a point, at a cost that depends on how many are there and not on how many
/// there are. Areas are named by their place in the span given; answers are sorted by it and equal
/// to asking every area in turn.
class area_index {
 public:
  /// Copies what it needs. `near` is fast up to `reach`, which should be no more than is asked for:
  /// memory and build time grow with it.
  explicit area_index(std::span<const area> areas, metres reach = metres{300.0});

  [[nodiscard]] std::size_t size() const { return shapes_->size(); }
  [[nodiscard]] metres reach() const { return distances_.reach(); }

  /// Replaces `hits` by the areas that contain the point.
  void containing(plane_point at, std::vector<std::uint32_t>& hits) const;

  /// Appends every pair of a point and an area that contains it, sorted by point, then area. In
  /// batches of some dozen points this is several times as fast as one by one.
  void containing(std::span<const plane_point> points, std::vector<containment>& pairs) const;

  /// Replaces `hits` by every area that contains the point or is at most `within` away from it.
  /// Beyond the reach every area in a window of that size is measured edge by edge.
  void near(plane_point at, metres within, std::vector<near_area>& hits) const;

  /// Begins to bring into the cache what `near` will read for these points: one to three dozen of
  /// those that are asked for next. Changes nothing but the time that takes.
  void prefetch(std::span<const plane_point> points, metres within) const;

  /// Replaces `hits` by the areas whose bounding boxes meet the window.
  void meeting(const plane_box& window, std::vector<std::uint32_t>& hits) const;

 private:
  void near_within_reach(plane_point at, metres within, std::vector<near_area>& hits) const;
  void near_beyond_reach(plane_point at, metres within, std::vector<near_area>& hits) const;

  std::unique_ptr<const outlines> shapes_;  // the others refer to it
  containment_grid containment_;
  distance_grid distances_;
  box_tree boxes_;
};

}  // namespace beatwatch
