#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "engine/geo/boundary_distance.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// The point nearest to p on the edges that were looked at: within 1e-6 mm of the truth anywhere on
/// the plane, exact at vertices. Of points equally near to the last bit it is always the same one.
class nearest_on_edges {
 public:
  /// Looks at `edges` successive edges, from vertices[0] to vertices[edges].
  void look(plane_point p, const plane_point* vertices, std::uint32_t edges);

  [[nodiscard]] double squared_mm2() const {
    return least_[0] <= least_[1] ? least_[0] : least_[1];
  }
  [[nodiscard]] boundary_distance to_boundary_distance(plane_point p, bool inside) const;

 private:
  // Two edges at a time. Whether a nearest point lies at an end of its edge, and whether an edge is
  // nearer than those before it, is as good as random: a branch would be mispredicted every other
  // time. Both are selected by mask, which compilers do reliably for vectors only.
  using pair [[gnu::vector_size(16)]] = double;
  using quad [[gnu::vector_size(16)]] = std::int32_t;

  pair least_{std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  pair east_{};  // of the nearest point from p, in millimetres
  pair north_{};
};

inline void nearest_on_edges::look(plane_point p,
                                   const plane_point* vertices,
                                   std::uint32_t edges) {
  constexpr pair zero{};
  constexpr pair one{1.0, 1.0};
  const quad origin{p.x_mm, p.x_mm, p.y_mm, p.y_mm};
  for (std::uint32_t i = 0; i < edges; i += 2) {
    const std::uint32_t other = i + static_cast<std::uint32_t>(i + 1 < edges);
    quad first;   // a.x a.y b.x b.y
    quad second;  // the next edge, or the last one once more
    std::memcpy(&first, vertices + i, sizeof first);
    std::memcpy(&second, vertices + other, sizeof second);
    const quad a = __builtin_shufflevector(first, second, 0, 4, 1, 5) - origin;
    const quad b = __builtin_shufflevector(first, second, 2, 6, 3, 7) - origin;
    const pair a_x = __builtin_convertvector(__builtin_shufflevector(a, a, 0, 1), pair);
    const pair a_y = __builtin_convertvector(__builtin_shufflevector(a, a, 2, 3), pair);
    const pair ab_x = __builtin_convertvector(__builtin_shufflevector(b, b, 0, 1), pair) - a_x;
    const pair ab_y = __builtin_convertvector(__builtin_shufflevector(b, b, 2, 3), pair) - a_y;
    pair part = -(a_x * ab_x + a_y * ab_y) / (ab_x * ab_x + ab_y * ab_y);
    part = part > zero ? part : zero;  // also for an edge without length, where it is no number
    part = part < one ? part : one;
    const pair x = a_x + part * ab_x;
    const pair y = a_y + part * ab_y;
    const pair squared = x * x + y * y;
    const auto nearer = squared < least_;
    least_ = nearer ? squared : least_;
    east_ = nearer ? x : east_;
    north_ = nearer ? y : north_;
  }
}

inline boundary_distance nearest_on_edges::to_boundary_distance(plane_point p, bool inside) const {
  constexpr double m_per_mm = 1e-3;
  const int lane = least_[1] < least_[0] ? 1 : 0;
  const double distance_m = std::sqrt(least_[lane]) * m_per_mm;
  // Beside an edge of hundreds of kilometres what is left of a distance may be nothing.
  constexpr double outside_min_m = 1e-12;
  return {.signed_m = inside ? distance_m : -std::max(distance_m, outside_min_m),
          .nearest_x_m = (p.x_mm + east_[lane]) * m_per_mm,
          .nearest_y_m = (p.y_mm + north_[lane]) * m_per_mm};
}

}  // namespace beatwatch
