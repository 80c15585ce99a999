#include "engine/geo/ring_parts.h"

#include <algorithm>
#include <cmath>

namespace beatwatch {
namespace {

struct vector_m {
  double x;
  double y;
};

double dot(vector_m a, vector_m b) { return a.x * b.x + a.y * b.y; }

vector_m difference_m(plane_point a, plane_point b) {
  return {(static_cast<double>(a.x_mm) - static_cast<double>(b.x_mm)) * 1e-3,
          (static_cast<double>(a.y_mm) - static_cast<double>(b.y_mm)) * 1e-3};
}

// Widens `part` by what a convex piece of the capsule adds.
void include(leg_part& part, double from, double to) {
  if (from <= to) {
    part.from = std::min(part.from, from);
    part.to = std::max(part.to, to);
  }
}

// The leg is p + t way; `start` is p from the centre.
void include_circle(leg_part& part, vector_m start, vector_m way, double radius_m) {
  const double a = dot(way, way);
  const double b = dot(start, way);
  const double c = dot(start, start) - radius_m * radius_m;
  const double discriminant = b * b - a * c;
  if (discriminant >= 0.0) {
    const double root = std::sqrt(discriminant);
    include(part, (-b - root) / a, (-b + root) / a);
  }
}

// The values of t at which low <= value + t slope <= high.
leg_part between(double value, double slope, double low, double high) {
  if (slope == 0.0) {
    return value >= low && value <= high ? leg_part{-1e300, 1e300} : leg_part{1.0, 0.0};
  }
  const double t = (low - value) / slope;
  const double u = (high - value) / slope;
  return {std::min(t, u), std::max(t, u)};
}

// The rectangle at both sides of the edge a -> a + edge.
void include_slab(leg_part& part, vector_m start, vector_m way, vector_m edge, double margin_m) {
  const double length = std::sqrt(dot(edge, edge));
  if (length == 0.0) {
    return;
  }
  const vector_m along{edge.x / length, edge.y / length};
  const vector_m across{-along.y, along.x};
  const leg_part beside = between(dot(start, along), dot(way, along), 0.0, length);
  const leg_part close = between(dot(start, across), dot(way, across), -margin_m, margin_m);
  include(part, std::max(beside.from, close.from), std::min(beside.to, close.to));
}

void merge(std::vector<leg_part>& parts) {
  std::sort(parts.begin(), parts.end(), [](const leg_part& a, const leg_part& b) {
    return a.from < b.from;
  });
  std::size_t kept = 0;
  for (const leg_part& part : parts) {
    if (kept > 0 && part.from <= parts[kept - 1].to) {
      parts[kept - 1].to = std::max(parts[kept - 1].to, part.to);
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
}

}  // namespace

void add_parts_beside(const area& shape,
                      plane_point p,
                      plane_point q,
                      double margin_m,
                      std::vector<leg_part>& parts) {
  if (p == q) {
    if (parts.empty() && -shape.distance(p).signed_m <= margin_m) {
      parts.push_back({0.0, 1.0});
    }
    return;
  }
  const vector_m way = difference_m(q, p);
  const auto margin_mm = static_cast<std::int64_t>(margin_m * 1e3) + 1;
  const auto apart = [margin_mm](
                         std::int32_t p1, std::int32_t q1, std::int32_t a1, std::int32_t b1) {
    return std::max<std::int64_t>(p1, q1) + margin_mm < std::min(a1, b1) ||
           std::max<std::int64_t>(a1, b1) + margin_mm < std::min(p1, q1);
  };
  for (std::size_t r = 0; r < shape.ring_count(); ++r) {
    const auto ring = shape.ring(r);
    plane_point a = ring.back();
    for (const plane_point b : ring) {
      if (apart(p.x_mm, q.x_mm, a.x_mm, b.x_mm) || apart(p.y_mm, q.y_mm, a.y_mm, b.y_mm)) {
        a = b;
        continue;
      }
      const vector_m edge = difference_m(b, a);
      leg_part part{1e300, -1e300};
      include_circle(part, difference_m(p, a), way, margin_m);
      include_circle(part, difference_m(p, b), way, margin_m);
      include_slab(part, difference_m(p, a), way, edge, margin_m);
      part = {std::max(part.from, 0.0), std::min(part.to, 1.0)};
      if (part.from < part.to) {
        parts.push_back(part);
      }
      a = b;
    }
  }
  merge(parts);
}

}  // namespace beatwatch
