#include "tests/support/random_area.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace beatwatch {
namespace {

double uniform(std::mt19937_64& random, double low, double high) {
  return std::uniform_real_distribution{low, high}(random);
}

/// Between the two radii, at sorted angles: simple as long as the grid is fine.
plane_ring star(std::mt19937_64& random,
                plane_point centre,
                double radius_low_mm,
                double radius_high_mm,
                int vertices,
                double grid_mm) {
  std::vector<double> angles(static_cast<std::size_t>(vertices));
  const double step = 2.0 * std::numbers::pi / vertices;
  for (int i = 0; i < vertices; ++i) {
    angles[static_cast<std::size_t>(i)] = step * (i + uniform(random, 0.0, 0.8));
  }
  plane_ring ring;
  for (const double angle : angles) {
    const double radius = uniform(random, radius_low_mm, radius_high_mm);
    const plane_point vertex{
        static_cast<std::int32_t>(std::round((centre.x_mm + radius * std::cos(angle)) / grid_mm) *
                                  grid_mm),
        static_cast<std::int32_t>(std::round((centre.y_mm + radius * std::sin(angle)) / grid_mm) *
                                  grid_mm)};
    if (ring.empty() || (vertex != ring.back() && vertex != ring.front())) {
      ring.push_back(vertex);
    }
  }
  return ring;
}

int vertex_count(std::mt19937_64& random, int max) {
  return std::uniform_int_distribution{std::min(8, max), max}(random);
}

void add_part(std::mt19937_64& random,
              plane_point centre,
              double radius_mm,
              const random_shape& shape,
              std::vector<polygon>& polygons) {
  const auto ring = [&](double low, double high) {
    return star(random,
                centre,
                low * radius_mm,
                high * radius_mm,
                vertex_count(random, shape.vertices_max),
                shape.grid_mm);
  };
  polygon part{.outer = ring(0.7, 1.2), .holes = {}};
  if (uniform(random, 0.0, 1.0) < shape.hole_part) {
    part.holes.push_back(ring(0.3, 0.45));
    polygons.push_back({.outer = ring(0.1, 0.2), .holes = {}});
  }
  polygons.push_back(std::move(part));
}

}  // namespace

std::vector<polygon> random_polygons(std::mt19937_64& random,
                                     plane_point centre,
                                     const random_shape& shape) {
  const double radius_mm = shape.radius_m * 1e3 * std::exp(uniform(random, -0.7, 0.7));
  std::vector<polygon> polygons;
  add_part(random, centre, radius_mm, shape, polygons);
  if (uniform(random, 0.0, 1.0) < shape.second_part) {
    const plane_point beside{centre.x_mm + static_cast<std::int32_t>(3.0 * radius_mm), centre.y_mm};
    add_part(random, beside, radius_mm / 2.0, shape, polygons);
  }
  return polygons;
}

area area_of(const std::vector<polygon>& polygons) {
  std::vector<plane_ring> rings;
  for (const polygon& each : polygons) {
    rings.push_back(each.outer);
    rings.insert(rings.end(), each.holes.begin(), each.holes.end());
  }
  return area{rings};
}

plane_point random_point(std::mt19937_64& random, plane_point centre, std::int32_t half_side_mm) {
  std::uniform_int_distribution<std::int32_t> offset{-half_side_mm, half_side_mm};
  const std::int32_t x_mm = centre.x_mm + offset(random);
  return {x_mm, centre.y_mm + offset(random)};
}

}  // namespace beatwatch
