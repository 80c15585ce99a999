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
double cross(vector_m a, vector_m b) { return a.x * b.y - a.y * b.x; }

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

constexpr leg_part nothing{1e300, -1e300};

// The leg is p + t way; `start` is p from the centre.
leg_part within_circle(vector_m start, vector_m way, double radius_m) {
  const double a = dot(way, way);
  const double b = dot(start, way);
  const double c = dot(start, start) - radius_m * radius_m;
  const double discriminant = b * b - a * c;
  if (discriminant < 0.0) {
    return nothing;
  }
  const double root = std::sqrt(discriminant);
  return {(-b - root) / a, (-b + root) / a};
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
  // Further than this off the leg's line, times its length, is out of the margin, and a little
  // more.
  const double off_line = margin_m * 1.001 * std::sqrt(dot(way, way));
  const auto margin_mm = static_cast<std::int64_t>(margin_m * 1e3) + 1;
  plane_box leg{p, p};
  leg.include(q);
  const auto near_leg = [margin_mm, &leg](const plane_box& box) {
    const auto apart = [margin_mm](std::int32_t high, std::int32_t low) {
      return high + margin_mm < low;
    };
    return !apart(leg.high.x_mm, box.low.x_mm) && !apart(box.high.x_mm, leg.low.x_mm) &&
           !apart(leg.high.y_mm, box.low.y_mm) && !apart(box.high.y_mm, leg.low.y_mm);
  };
  plane_point last = p;  // the end of the edge before, where the next one begins
  leg_part around_last = within_circle({0.0, 0.0}, way, margin_m);
  shape.for_each_edge(near_leg, [&](plane_point a, plane_point b) {
    plane_box around{a, a};
    around.include(b);
    if (!near_leg(around)) {
      return;
    }
    const double a_off = cross(way, difference_m(a, p));
    const double b_off = cross(way, difference_m(b, p));
    if (std::min(a_off, b_off) > off_line || std::max(a_off, b_off) < -off_line) {
      return;
    }
    const vector_m edge = difference_m(b, a);
    const leg_part around_a =
        a == last ? around_last : within_circle(difference_m(p, a), way, margin_m);
    last = b;
    around_last = within_circle(difference_m(p, b), way, margin_m);
    leg_part part = nothing;
    include(part, around_a.from, around_a.to);
    include(part, around_last.from, around_last.to);
    include_slab(part, difference_m(p, a), way, edge, margin_m);
    part = {std::max(part.from, 0.0), std::min(part.to, 1.0)};
    if (part.from < part.to) {
      parts.push_back(part);
    }
  });
  merge(parts);
}

}  // namespace beatwatch
