#include "engine/geo/edges_in_reach.h"

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

struct vector_m {
  double x;
  double y;
};

double dot(vector_m a, vector_m b) { return a.x * b.x + a.y * b.y; }
double length(vector_m a) { return std::sqrt(dot(a, a)); }
vector_m along(vector_m a, vector_m way, double t) { return {a.x + t * way.x, a.y + t * way.y}; }

vector_m difference_m(plane_point a, plane_point b) {
  return {(static_cast<double>(a.x_mm) - static_cast<double>(b.x_mm)) * 1e-3,
          (static_cast<double>(a.y_mm) - static_cast<double>(b.y_mm)) * 1e-3};
}

struct fraction_span {
  double from;
  double to;
};

// Fractions of the edge a + t edge (p is the origin) inside the ellipse |z| + |z-q| <= reach:
// 2 reach |z-q| <= reach^2 + |z-q|^2 - |z|^2, whose right side is linear in t, squared.
fraction_span inside_ellipse(vector_m a, vector_m edge, vector_m q, double reach_m) {
  const vector_m b{a.x - q.x, a.y - q.y};
  const double r2 = reach_m * reach_m;
  const double constant = r2 + dot(b, b) - dot(a, a);
  const double slope = 2.0 * (dot(b, edge) - dot(a, edge));
  const double k2 = 4.0 * r2 * dot(edge, edge) - slope * slope;
  const double k1 = 4.0 * r2 * dot(b, edge) - constant * slope;
  const double k0 = 4.0 * r2 * dot(b, b) - constant * constant;
  // k2 t^2 + 2 k1 t + k0 <= 0; k2 > 0 because the reach exceeds |q|.
  const double discriminant = k1 * k1 - k2 * k0;
  if (k2 <= 0.0 || discriminant < 0.0) {
    return {1.0, 0.0};
  }
  const double root = std::sqrt(discriminant);
  return {std::max(0.0, (-k1 - root) / k2), std::min(1.0, (-k1 + root) / k2)};
}

}  // namespace

void edges_in_reach(const area& shape,
                    plane_point p,
                    plane_point q,
                    double reach_m,
                    std::vector<edge_in_reach>& edges) {
  edges.clear();
  const vector_m to_q = difference_m(q, p);
  // A box further away than any edge in reach has none.
  const auto in_reach = [&](const plane_box& box) {
    return length(difference_m(box.nearest_to(p), p)) +
               length(difference_m(box.nearest_to(q), q)) <=
           reach_m;
  };
  shape.for_each_edge(in_reach, [&](plane_point from, plane_point to) {
    const vector_m a = difference_m(from, p);
    const vector_m b = difference_m(to, p);
    const vector_m edge{b.x - a.x, b.y - a.y};
    const fraction_span span = inside_ellipse(a, edge, to_q, reach_m);
    if (span.from <= span.to) {
      const double squared = dot(edge, edge);
      const vector_m a_from_q{a.x - to_q.x, a.y - to_q.y};
      const double near_p = std::clamp(-dot(a, edge) / squared, span.from, span.to);
      const double near_q = std::clamp(-dot(a_from_q, edge) / squared, span.from, span.to);
      edges.push_back({length(along(a, edge, near_p)), length(along(a_from_q, edge, near_q))});
    }
  });
}

}  // namespace beatwatch
