#pragma once
#include <random>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/plane_point.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// What random polygons look like.
struct random_shape {
  double radius_m = 100.0;   ///< typical
  int vertices_max = 60;     ///< of each outer ring; at least 3
  double grid_mm = 1.0;      ///< vertices lie on multiples of it, so that coarse ones touch often
  double hole_part = 0.3;    ///< of polygons have holes
  double second_part = 0.2;  ///< of areas have a second polygon
};

/// Valid polygons around `centre`: star-shaped, with star-shaped holes and islands in the holes; a
/// second part stands clear of the first.
std::vector<polygon> random_polygons(std::mt19937_64& random,
                                     plane_point centre,
                                     const random_shape& shape);

/// The polygons' rings as they come.
area area_of(const std::vector<polygon>& polygons);

/// Uniform within the square of `half_side_mm` around `centre`.
plane_point random_point(std::mt19937_64& random, plane_point centre, std::int32_t half_side_mm);

}  // namespace beatwatch
