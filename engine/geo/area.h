#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/prefetch.h"
#include "engine/geo/boundary_distance.h"
#include "engine/geo/plane_box.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// A part of a straight leg p -> q, as fractions of its length.
struct leg_part {
  double from = 0.0;  ///< 0 ... 1
  double to = 0.0;    ///< > from
  friend constexpr bool operator==(const leg_part&, const leg_part&) = default;
};

using plane_ring = std::vector<plane_point>;  ///< closed by its first vertex, which is not repeated

/// One zone's shape on the millimetre grid: the points that lie on an edge of any ring, or that an
/// odd number of rings encloses. So holes, islands and separate parts are rings like any other, and
/// the area is closed: a point on an edge shared by two areas is in both. Inside and outside are
/// decided in integers.
class area {
 public:
  /// At least one ring, each of at least three vertices within the limit of the plane.
  explicit area(const std::vector<plane_ring>& rings);

  [[nodiscard]] std::size_t ring_count() const { return starts_.size() - 1; }
  [[nodiscard]] std::span<const plane_point> ring(std::size_t index) const;
  /// Every vertex, ring after ring.
  [[nodiscard]] std::span<const plane_point> vertices() const { return vertices_; }
  [[nodiscard]] const plane_box& bounds() const { return bounds_; }

  /// Exact, border included.
  [[nodiscard]] bool contains(plane_point p) const;

  /// To the nearest edge of any ring; of edges equally near the first one counts.
  [[nodiscard]] boundary_distance distance(plane_point p) const;
  /// The same; how far another point is tells where to look first.
  [[nodiscard]] boundary_distance distance(plane_point p, const boundary_distance& of_other) const;

  /// The smallest |p-z| + |z-q| in metres over the points z of the boundary, within 1e-9 m. Ends
  /// early once it is known to be at most `limit_m`: the result is then at most `limit_m`, and at
  /// least the smallest. When p and q are both inside, this is the shortest way that leaves the
  /// area; when both are outside, the shortest way that enters it; else it is |p-q|.
  [[nodiscard]] double least_path_via_boundary(plane_point p, plane_point q, double limit_m) const;

  /// Replaces `parts` by the parts of the straight leg from p to q that are inside: sorted, of
  /// positive length, not touching each other. Which edges the leg crosses is decided in integers,
  /// the fractions are rounded. Single points of touch are left out. A leg without length is wholly
  /// inside or has no part inside.
  void inside_parts(plane_point p, plane_point q, std::vector<leg_part>& parts) const;

  /// The same where it is known whether p is inside, and p lies on no edge: looks only at edges
  /// that the leg may meet.
  void inside_parts_from(plane_point p,
                         bool p_inside,
                         plane_point q,
                         std::vector<leg_part>& parts) const;

  /// Begins to bring the edges into the cache.
  void prefetch_edges() const {
    prefetch_bytes(runs_.data(), runs_.size() * sizeof(edge_run));
    prefetch_bytes(vertices_.data(), vertices_.size() * sizeof(plane_point));
  }

  /// Calls `visit(a, b)` for each edge, ring after ring, but for those in boxes of which `may(box)`
  /// is false: some successive edges each.
  template <typename May, typename Visit>
  void for_each_edge(May&& may, Visit&& visit) const {
    for (const edge_run& run : runs_) {
      if (may(run.bounds)) {
        for (std::uint32_t v = run.first; v < run.last; ++v) {
          visit(vertices_[v], vertices_[v + 1]);
        }
        visit(vertices_[run.last], vertices_[run.end]);
      }
    }
  }

  friend bool operator==(const area&, const area&) = default;

 private:
  // Edges from the first vertex to the last, one after the other, and on to the end.
  struct edge_run {
    plane_box bounds;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t end = 0;  ///< the next vertex, or the one that closes the ring
    friend bool operator==(const edge_run&, const edge_run&) = default;
  };
  [[nodiscard]] boundary_distance distance_within(plane_point p, double limit_mm2) const;
  void add_runs(std::uint32_t ring_start, std::uint32_t ring_end);

  std::vector<plane_point> vertices_;
  std::vector<std::uint32_t> starts_;  ///< first vertex of each ring, then the number of vertices
  std::vector<edge_run> runs_;
  plane_box bounds_;
};

}  // namespace beatwatch
