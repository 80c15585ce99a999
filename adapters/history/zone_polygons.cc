#include "adapters/history/zone_polygons.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace beatwatch {
namespace {

constexpr double on_boundary_m = 1e-6;  // of points on a grid of 1e-3

// Twice the area; positive when counter-clockwise. Relative to the first vertex, so that a small
// ring far from the origin loses nothing.
double signed_area(const plane_ring& ring) {
  double sum = 0.0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const double ax = static_cast<double>(ring[i].x_mm) - ring[0].x_mm;
    const double ay = static_cast<double>(ring[i].y_mm) - ring[0].y_mm;
    const double bx = static_cast<double>(ring[i + 1].x_mm) - ring[0].x_mm;
    const double by = static_cast<double>(ring[i + 1].y_mm) - ring[0].y_mm;
    sum += ax * by - ay * bx;
  }
  return sum;
}

struct nested_ring {
  plane_ring vertices;  // counter-clockwise
  area inside;
  double size = 0.0;
  std::size_t depth = 0;
};

nested_ring nested(plane_ring ring) {
  double size = signed_area(ring);
  if (size < 0.0) {
    std::reverse(ring.begin() + 1, ring.end());
    size = -size;
  }
  area inside{{ring}};
  return {std::move(ring), std::move(inside), size, 0};
}

std::optional<bool> strictly_inside(const area& outer, plane_point p) {
  if (std::abs(outer.distance(p).signed_m) < on_boundary_m) {
    return std::nullopt;
  }
  return outer.contains(p);
}

// Rings do not cross, so one point off the boundary decides for all. A ring whose every vertex
// touches the other one still leaves it along its edges.
bool encloses(const nested_ring& outer, const nested_ring& inner) {
  if (outer.size <= inner.size) {
    return false;
  }
  for (const plane_point& p : inner.vertices) {
    if (const auto inside = strictly_inside(outer.inside, p)) {
      return *inside;
    }
  }
  for (std::size_t i = 0; i < inner.vertices.size(); ++i) {
    const plane_point& a = inner.vertices[i];
    const plane_point& b = inner.vertices[(i + 1) % inner.vertices.size()];
    const plane_point middle{a.x_mm / 2 + b.x_mm / 2, a.y_mm / 2 + b.y_mm / 2};
    if (const auto inside = strictly_inside(outer.inside, middle)) {
      return *inside;
    }
  }
  return true;
}

}  // namespace

std::vector<polygon> zone_polygons(const area& shape) {
  std::vector<nested_ring> rings;
  for (std::size_t i = 0; i < shape.ring_count(); ++i) {
    rings.push_back(nested({shape.ring(i).begin(), shape.ring(i).end()}));
  }
  for (nested_ring& one : rings) {
    one.depth = static_cast<std::size_t>(
        std::count_if(rings.begin(), rings.end(), [&](const nested_ring& other) {
          return encloses(other, one);
        }));
  }
  std::vector<polygon> polygons;
  for (const nested_ring& outer : rings) {
    if (outer.depth % 2 != 0) {
      continue;
    }
    polygon made{.outer = outer.vertices, .holes = {}};
    for (const nested_ring& hole : rings) {
      if (hole.depth == outer.depth + 1 && encloses(outer, hole)) {
        made.holes.emplace_back(hole.vertices.rbegin(), hole.vertices.rend());
      }
    }
    polygons.push_back(std::move(made));
  }
  return polygons;
}

}  // namespace beatwatch
