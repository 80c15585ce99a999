#pragma once
#ifndef GEOS_USE_ONLY_R_API
#define GEOS_USE_ONLY_R_API
#endif
#include <geos_c.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Zones as GEOS keeps them, in millimetres, each beside itself grown by a ring: for the oracle of
/// presence.
class geos_zones {
 public:
  using rings =
      std::vector<std::vector<plane_point>>;  ///< even-odd, each closed by its first point
  using geometry = std::unique_ptr<GEOSGeometry, std::function<void(GEOSGeometry*)>>;

  /// A part of a straight line, as fractions of its length.
  struct part {
    double from = 0.0;
    double to = 0.0;
  };

  geos_zones(std::span<const rings> zones, double ring_m);
  ~geos_zones();
  geos_zones(const geos_zones&) = delete;
  geos_zones& operator=(const geos_zones&) = delete;

  [[nodiscard]] std::size_t size() const { return shapes_.size(); }

  /// A point when both ends are the same.
  [[nodiscard]] geometry line(plane_point p, plane_point q) const;

  /// Replaces `zones` by those whose grown envelope meets that of the line, sorted.
  void around(const geometry& line, std::vector<std::uint32_t>& zones) const;

  /// Replaces `parts` by the parts of the line from p to q inside the zone, grown by the ring or
  /// not: sorted, disjoint. A point is wholly inside or has no part.
  void clip(std::uint32_t zone,
            bool grown,
            const geometry& line,
            plane_point p,
            plane_point q,
            std::vector<part>& parts) const;

  [[nodiscard]] bool covers(std::uint32_t zone, plane_point at) const;

  /// The nearest point of the boundary and its distance, in millimetres.
  struct nearest {
    double mm = 0.0;
    double x_mm = 0.0;
    double y_mm = 0.0;
  };
  [[nodiscard]] nearest boundary(std::uint32_t zone, plane_point at) const;

 private:
  using prepared =
      std::unique_ptr<const GEOSPreparedGeometry, std::function<void(const GEOSPreparedGeometry*)>>;
  struct covered {
    geometry whole;
    prepared fast;
  };
  struct shape {
    covered own;
    covered grown;
    geometry boundary;
  };

  [[nodiscard]] geometry keep(GEOSGeometry* made) const;
  [[nodiscard]] covered prepare(geometry whole) const;
  [[nodiscard]] GEOSCoordSequence* sequence_of(std::span<const plane_point> points) const;
  [[nodiscard]] geometry area_of(const rings& zone) const;
  void collect(const GEOSGeometry* common,
               plane_point p,
               plane_point q,
               std::vector<part>& parts) const;

  GEOSContextHandle_t context_;
  GEOSSTRtree* tree_;
  std::vector<std::uint32_t> places_;
  std::vector<shape> shapes_;
};

}  // namespace beatwatch
