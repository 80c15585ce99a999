#pragma once
#include <string>
#include <vector>

#include "adapters/maps/plane_shape.h"
#include "engine/base/units.h"
#include "engine/geo/geos.h"
#include "engine/geo/local_plane.h"

namespace beatwatch {

struct finished_shape {
  std::vector<plane_ring> rings;  ///< canonical; empty: no area
  std::string repaired;           ///< what was wrong, and where; empty: nothing
};

/// Makes of what map files draw the areas that zones are.
class zone_shapes {
 public:
  /// `plane` outlives it.
  explicit zone_shapes(const local_plane& plane) : plane_(&plane) {}

  /// Polygons are repaired where they are not valid; points and lines become what lies within
  /// `distance` > 0 of them, on the ground.
  [[nodiscard]] finished_shape finish(const plane_shape& shape, metres distance) const;

 private:
  [[nodiscard]] std::vector<polygon> around(const plane_shape& shape, metres distance) const;
  [[nodiscard]] std::string text_of(const geometry_fault& fault) const;

  const local_plane* plane_;
  geos geos_;
};

}  // namespace beatwatch
