#include "engine/geo/area.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/base/check.h"
#include "engine/base/few.h"
#include "engine/geo/nearest_on_edges.h"
#include "engine/geo/segment.h"

namespace beatwatch {
namespace {

constexpr double m_per_mm = 1e-3;

bool on_plane(plane_point p) {
  return p.x_mm >= -plane_limit_mm && p.x_mm <= plane_limit_mm && p.y_mm >= -plane_limit_mm &&
         p.y_mm <= plane_limit_mm;
}

// Longer runs are fewer boxes to look at, but more edges in those that are met.
constexpr std::uint32_t edges_per_run = 8;

bool any_box(const plane_box&) { return true; }

double squared_mm2(plane_point a, plane_point b) {
  const double x = static_cast<double>(a.x_mm) - b.x_mm;
  const double y = static_cast<double>(a.y_mm) - b.y_mm;
  return x * x + y * y;
}

/// Whether some of the box may be on either side of the line through p and q, or on it.
bool meets_line(plane_point p, plane_point q, const plane_box& box) {
  const bool east = q.x_mm >= p.x_mm;
  const bool north = q.y_mm >= p.y_mm;
  const plane_point leftmost{north ? box.low.x_mm : box.high.x_mm,
                             east ? box.high.y_mm : box.low.y_mm};
  const plane_point rightmost{north ? box.high.x_mm : box.low.x_mm,
                              east ? box.low.y_mm : box.high.y_mm};
  return orientation(p, q, leftmost) >= 0 && orientation(p, q, rightmost) <= 0;
}

double distance_mm(double x_mm, double y_mm, plane_point to) {
  const double x = x_mm - to.x_mm;
  const double y = y_mm - to.y_mm;
  return std::sqrt(x * x + y * y);
}

/// The smallest |p-z| + |z-q| over the points z of the segment ab, in millimetres. On its line the
/// best z is where the reflected ray meets it, which the distances to the line weigh; the sum is
/// convex along the line, so beyond an end that end is best.
double least_path_via(plane_point p, plane_point q, plane_point a, plane_point b) {
  const double ab_x = static_cast<double>(b.x_mm) - a.x_mm;
  const double ab_y = static_cast<double>(b.y_mm) - a.y_mm;
  const double length2 = ab_x * ab_x + ab_y * ab_y;
  const auto along = [&](plane_point c) {
    return (static_cast<double>(c.x_mm) - a.x_mm) * ab_x +
           (static_cast<double>(c.y_mm) - a.y_mm) * ab_y;
  };
  const double p_off = std::abs(static_cast<double>(orientation(a, b, p)));
  const double q_off = std::abs(static_cast<double>(orientation(a, b, q)));
  const double meet =
      p_off + q_off > 0.0 ? (along(p) * q_off + along(q) * p_off) / (p_off + q_off) : along(p);
  const double part = meet <= 0.0 ? 0.0 : std::min(meet / length2, 1.0);
  const double x_mm = a.x_mm + part * ab_x;
  const double y_mm = a.y_mm + part * ab_y;
  return distance_mm(x_mm, y_mm, p) + distance_mm(x_mm, y_mm, q);
}

/// Where a leg that crosses or runs along edges goes in and out.
class leg_crossings {
 public:
  leg_crossings(plane_point p, plane_point q, std::vector<leg_part>& parts)
      : p_(p), q_(q), parts_(parts) {}
  /// Where it begins is known, and that it does not begin on an edge.
  leg_crossings(plane_point p, plane_point q, bool starts_inside, std::vector<leg_part>& parts)
      : p_(p), q_(q), parts_(parts), start_known_(true), starts_inside_(starts_inside) {}

  void meet(plane_point a, plane_point b) {
    const std::int64_t side_a = a == last_ ? side_of_last_ : orientation(p_, q_, a);
    const std::int64_t side_b = orientation(p_, q_, b);
    last_ = b;
    side_of_last_ = side_b;
    if ((side_a > 0) != (side_b > 0)) {
      cross(a, b, side_a > 0);
    } else if (side_a == 0 && side_b == 0) {
      run_along(a, b);
    }
  }

  /// Even and odd crossings of the line, seen from just left of it, and the edges on it.
  void finish() {
    std::sort(turns_.begin(), turns_.end());
    double from = 0.0;
    bool inside = starts_inside_;
    for (const double turn : turns_) {
      if (inside) {
        add(from, turn);
      }
      from = turn;
      inside = !inside;
    }
    if (inside) {
      add(from, 1.0);
    }
    join();
  }

 private:
  void cross(plane_point a, plane_point b, bool a_is_left) {
    const std::int64_t side_p = orientation(a, b, p_);
    const std::int64_t side_q = orientation(a, b, q_);
    const bool after_p = a_is_left ? side_p < 0 : side_p > 0;
    const bool before_q = a_is_left ? side_q > 0 : side_q < 0;
    if (!after_p) {
      starts_inside_ = start_known_ ? starts_inside_ : !starts_inside_;
    } else if (before_q) {
      const auto off_p = static_cast<double>(side_p);
      turns_.push_back(off_p / (off_p - static_cast<double>(side_q)));
    }
  }

  void run_along(plane_point a, plane_point b) {
    const double part_a = fraction(a);
    const double part_b = fraction(b);
    add(std::max(0.0, std::min(part_a, part_b)), std::min(1.0, std::max(part_a, part_b)));
  }

  /// Of a point on the line through p and q.
  [[nodiscard]] double fraction(plane_point c) const {
    const double leg_x = static_cast<double>(q_.x_mm) - p_.x_mm;
    const double leg_y = static_cast<double>(q_.y_mm) - p_.y_mm;
    return std::abs(leg_x) >= std::abs(leg_y) ? (static_cast<double>(c.x_mm) - p_.x_mm) / leg_x
                                              : (static_cast<double>(c.y_mm) - p_.y_mm) / leg_y;
  }

  void add(double from, double to) {
    if (from < to) {
      parts_.push_back({from, to});
    }
  }

  void join() {
    std::sort(parts_.begin(), parts_.end(), [](const leg_part& a, const leg_part& b) {
      return a.from < b.from || (a.from == b.from && a.to < b.to);
    });
    std::size_t kept = 0;
    for (const leg_part& part : parts_) {
      if (kept > 0 && part.from <= parts_[kept - 1].to) {
        parts_[kept - 1].to = std::max(parts_[kept - 1].to, part.to);
      } else {
        parts_[kept++] = part;
      }
    }
    parts_.resize(kept);
  }

  plane_point p_;
  plane_point q_;
  std::vector<leg_part>& parts_;
  few<double, 8> turns_;
  bool start_known_ = false;
  bool starts_inside_ = false;
  // The end of the edge before, where the next one begins.
  plane_point last_ = p_;
  std::int64_t side_of_last_ = 0;
};

}  // namespace

area::area(const std::vector<plane_ring>& rings) {
  check(!rings.empty(), "an area has a ring");
  starts_.reserve(rings.size() + 1);
  starts_.push_back(0);
  for (const plane_ring& ring : rings) {
    check(ring.size() >= 3, "a ring has three vertices");
    check(std::all_of(ring.begin(), ring.end(), on_plane), "a vertex is on the plane");
    vertices_.insert(vertices_.end(), ring.begin(), ring.end());
    starts_.push_back(static_cast<std::uint32_t>(vertices_.size()));
  }
  bounds_ = {vertices_.front(), vertices_.front()};
  for (const plane_point vertex : vertices_) {
    bounds_.include(vertex);
  }
  for (std::size_t r = 0; r < rings.size(); ++r) {
    add_runs(starts_[r], starts_[r + 1]);
  }
}

void area::add_runs(std::uint32_t ring_start, std::uint32_t ring_end) {
  for (std::uint32_t first = ring_start; first < ring_end; first += edges_per_run) {
    const std::uint32_t last = std::min(first + edges_per_run, ring_end) - 1;
    edge_run run{.first = first, .last = last, .end = last + 1 < ring_end ? last + 1 : ring_start};
    run.bounds = {vertices_[run.end], vertices_[run.end]};
    for (std::uint32_t v = first; v <= last; ++v) {
      run.bounds.include(vertices_[v]);
    }
    runs_.push_back(run);
  }
}

std::span<const plane_point> area::ring(std::size_t index) const {
  return vertices().subspan(starts_[index], starts_[index + 1] - starts_[index]);
}

bool area::contains(plane_point p) const {
  if (!bounds_.contains(p)) {
    return false;
  }
  bool inside = false;
  bool on_edge = false;
  // Only edges east of p are counted.
  const auto may_be_east = [p](const plane_box& box) {
    return box.low.y_mm <= p.y_mm && p.y_mm <= box.high.y_mm && p.x_mm <= box.high.x_mm;
  };
  for_each_edge(may_be_east, [&](plane_point a, plane_point b) {
    const std::int64_t side = orientation(a, b, p);
    on_edge = on_edge || (side == 0 && in_box_of(a, b, p));
    const bool upward = a.y_mm <= p.y_mm;
    if (upward != (b.y_mm <= p.y_mm) && (side > 0) == upward) {
      inside = !inside;
    }
  });
  return on_edge || inside;
}

boundary_distance area::distance(plane_point p) const {
  return distance_within(p, std::numeric_limits<double>::infinity());
}

// The boundary is no further from p than where it is nearest to the other point.
boundary_distance area::distance(plane_point p, const boundary_distance& of_other) const {
  constexpr double margin_mm = 1.0;
  const double x_mm = of_other.nearest_x_m * 1e3 - p.x_mm;
  const double y_mm = of_other.nearest_y_m * 1e3 - p.y_mm;
  const double limit_mm = std::sqrt(x_mm * x_mm + y_mm * y_mm) + margin_mm;
  return distance_within(p, limit_mm * limit_mm);
}

boundary_distance area::distance_within(plane_point p, double limit_mm2) const {
  nearest_on_edges nearest;
  for (const edge_run& run : runs_) {
    if (squared_mm2(p, run.bounds.nearest_to(p)) > std::min(nearest.squared_mm2(), limit_mm2)) {
      continue;
    }
    const bool closes = run.end != run.last + 1;
    nearest.look(p, &vertices_[run.first], run.last - run.first + (closes ? 0 : 1));
    if (closes) {
      const std::array closing{vertices_[run.last], vertices_[run.end]};
      nearest.look(p, closing.data(), 1);
    }
  }
  return nearest.to_boundary_distance(p, contains(p));
}

double area::least_path_via_boundary(plane_point p, plane_point q, double limit_m) const {
  double least_m = std::numeric_limits<double>::infinity();
  for_each_edge(any_box, [&](plane_point a, plane_point b) {
    if (least_m > limit_m) {
      least_m = std::min(least_m, least_path_via(p, q, a, b) * m_per_mm);
    }
  });
  return least_m;
}

void area::inside_parts(plane_point p, plane_point q, std::vector<leg_part>& parts) const {
  parts.clear();
  if (p == q) {
    if (contains(p)) {
      parts.push_back({0.0, 1.0});
    }
    return;
  }
  leg_crossings crossings{p, q, parts};
  // What lies on one side of the leg's line does not cross it.
  for_each_edge([p, q](const plane_box& box) { return meets_line(p, q, box); },
                [&](plane_point a, plane_point b) { crossings.meet(a, b); });
  crossings.finish();
}

void area::inside_parts_from(plane_point p,
                             bool p_inside,
                             plane_point q,
                             std::vector<leg_part>& parts) const {
  parts.clear();
  if (p == q) {
    if (p_inside) {
      parts.push_back({0.0, 1.0});
    }
    return;
  }
  leg_crossings crossings{p, q, p_inside, parts};
  plane_box around_leg{p, p};
  around_leg.include(q);
  for_each_edge([&around_leg](const plane_box& box) { return box.meets(around_leg); },
                [&](plane_point a, plane_point b) { crossings.meet(a, b); });
  crossings.finish();
}

}  // namespace beatwatch
