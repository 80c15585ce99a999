#pragma once
#ifndef GEOS_USE_ONLY_R_API
#define GEOS_USE_ONLY_R_API
#endif
#include <geos_c.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/geo/plane_point.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// What GEOS finds wrong with polygons.
struct geometry_fault {
  std::string reason;             ///< in the words of GEOS, e.g. "Self-intersection"
  std::optional<plane_point> at;  ///< where
};

/// One context of GEOS, the library that judges and repairs shapes at import. Inside and outside at
/// run time are `area`'s. Not for two threads at once.
class geos {
 public:
  struct destroy {
    GEOSContextHandle_t context;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
  };
  using geometry = std::unique_ptr<GEOSGeometry, destroy>;

  geos();
  ~geos();
  geos(const geos&) = delete;
  geos& operator=(const geos&) = delete;

  [[nodiscard]] GEOSContextHandle_t context() const { return context_; }

  /// The polygons as one multipolygon, in millimetres. Every ring has at least three vertices.
  [[nodiscard]] geometry multipolygon(std::span<const polygon> polygons) const;

  /// Empty when the polygons, taken together as one multipolygon, are valid by the OGC's Simple
  /// Features (06-103r4, 6.1.11): rings simple, holes inside, parts disjoint but for single points.
  [[nodiscard]] std::optional<geometry_fault> fault(std::span<const polygon> polygons) const;

  /// Valid polygons on the millimetre grid for invalid ones: each ring made valid by itself, outer
  /// rings merged, holes cut out; lines and points that are left over fall away. Empty when no area
  /// is left.
  [[nodiscard]] std::vector<polygon> repaired(std::span<const polygon> polygons) const;

  /// What lies within `distance_mm` >= 1 of one of the points, or of one of the lines: valid
  /// polygons on the millimetre grid. A circle becomes 64 corners on it, which leaves out up to
  /// 0.12 % of the distance.
  [[nodiscard]] std::vector<polygon> around(std::span<const plane_point> points,
                                            double distance_mm) const;
  [[nodiscard]] std::vector<polygon> around(std::span<const plane_line> lines,
                                            double distance_mm) const;

  /// Square millimetres of what all the polygons cover, and of what either `a` or `b` covers but
  /// not both. The polygons of each are valid together.
  [[nodiscard]] double area_mm2(std::span<const polygon> polygons) const;
  [[nodiscard]] double differing_area_mm2(std::span<const polygon> a,
                                          std::span<const polygon> b) const;

 private:
  [[nodiscard]] geometry own(GEOSGeometry* made) const { return {made, {context_}}; }
  [[nodiscard]] geometry linear_ring(const plane_ring& ring) const;
  [[nodiscard]] GEOSCoordSequence* sequence(std::span<const plane_point> vertices) const;
  [[nodiscard]] std::vector<polygon> buffered(const geometry& shape, double distance_mm) const;
  [[nodiscard]] std::vector<polygon> polygons_on_grid(const GEOSGeometry* shape) const;
  [[nodiscard]] plane_ring to_ring(const GEOSGeometry* ring) const;
  void collect_polygons(const GEOSGeometry* whole, std::vector<polygon>& polygons) const;

  GEOSContextHandle_t context_;
};

}  // namespace beatwatch
