#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/area.h"
#include "engine/geo/containment_grid.h"
#include "engine/geo/outlines.h"
#include "engine/geo/plane_box.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// An area near a point, as `area::distance` has it.
struct near_area {
  std::uint32_t area = 0;
  boundary_distance to;
  friend constexpr bool operator==(const near_area&, const near_area&) = default;
};

/// Finds the areas at a point. Areas are named by their place in the span given; answers are sorted
/// by it, and equal to asking every area in turn.
class area_index {
 public:
  /// Copies what it needs. `near` is fast up to `reach`.
  explicit area_index(std::span<const area> areas, metres reach = metres{300.0});

  [[nodiscard]] std::size_t size() const { return areas_.size(); }

  /// Replaces `hits` by the areas that contain the point.
  void containing(plane_point at, std::vector<std::uint32_t>& hits) const;

  /// Appends every pair of a point and an area that contains it, sorted by point, then area.
  void containing(std::span<const plane_point> points, std::vector<containment>& pairs) const;

  /// Replaces `hits` by every area that contains the point or is at most `within` away from it.
  void near(plane_point at, metres within, std::vector<near_area>& hits) const;

  /// Replaces `hits` by the areas whose bounding boxes meet the window.
  void meeting(const plane_box& window, std::vector<std::uint32_t>& hits) const;

 private:
  std::vector<area> areas_;
  std::unique_ptr<const outlines> shapes_;
  containment_grid containment_;
};

}  // namespace beatwatch
