#pragma once
#include <memory>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/geos.h"
#include "engine/geo/plane_point.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// What GEOS says of valid polygons: the answers to hold `area` against.
class geos_oracle {
 public:
  explicit geos_oracle(const std::vector<polygon>& polygons);
  ~geos_oracle();
  geos_oracle(const geos_oracle&) = delete;
  geos_oracle& operator=(const geos_oracle&) = delete;

  /// Border included.
  [[nodiscard]] bool covers(plane_point p) const;
  [[nodiscard]] double distance_to_boundary_m(plane_point p) const;
  /// Where the straight leg is inside, as fractions of its length; single points left out.
  [[nodiscard]] std::vector<leg_part> inside_parts(plane_point p, plane_point q) const;

 private:
  [[nodiscard]] geos::geometry point(plane_point p) const;
  void add_lines(const GEOSGeometry* shape,
                 plane_point p,
                 plane_point q,
                 std::vector<leg_part>& parts) const;

  geos library_;
  geos::geometry shape_;
  geos::geometry boundary_;
  const GEOSPreparedGeometry* prepared_;
};

}  // namespace beatwatch
