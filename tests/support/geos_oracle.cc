#include "tests/support/geos_oracle.h"

#include <algorithm>
#include <array>

namespace beatwatch {

geos_oracle::geos_oracle(const std::vector<polygon>& polygons)
    : shape_(library_.multipolygon(polygons)),
      boundary_(GEOSBoundary_r(library_.context(), shape_.get()), {library_.context()}),
      prepared_(GEOSPrepare_r(library_.context(), shape_.get())) {}

geos_oracle::~geos_oracle() { GEOSPreparedGeom_destroy_r(library_.context(), prepared_); }

geos::geometry geos_oracle::point(plane_point p) const {
  return {GEOSGeom_createPointFromXY_r(library_.context(), p.x_mm, p.y_mm), {library_.context()}};
}

bool geos_oracle::covers(plane_point p) const {
  return GEOSPreparedCovers_r(library_.context(), prepared_, point(p).get()) == 1;
}

double geos_oracle::distance_to_boundary_m(plane_point p) const {
  double distance_mm = 0.0;
  GEOSDistance_r(library_.context(), boundary_.get(), point(p).get(), &distance_mm);
  return distance_mm * 1e-3;
}

std::vector<leg_part> geos_oracle::inside_parts(plane_point p, plane_point q) const {
  const std::array<double, 4> ends{static_cast<double>(p.x_mm),
                                   static_cast<double>(p.y_mm),
                                   static_cast<double>(q.x_mm),
                                   static_cast<double>(q.y_mm)};
  const geos::geometry line{
      GEOSGeom_createLineString_r(
          library_.context(),
          GEOSCoordSeq_copyFromBuffer_r(library_.context(), ends.data(), 2, 0, 0)),
      {library_.context()}};
  const geos::geometry inside{GEOSIntersection_r(library_.context(), line.get(), shape_.get()),
                              {library_.context()}};
  std::vector<leg_part> parts;
  add_lines(inside.get(), p, q, parts);
  std::sort(parts.begin(), parts.end(), [](const leg_part& a, const leg_part& b) {
    return a.from < b.from;
  });
  return parts;
}

void geos_oracle::add_lines(const GEOSGeometry* shape,
                            plane_point p,
                            plane_point q,
                            std::vector<leg_part>& parts) const {
  const int type = GEOSGeomTypeId_r(library_.context(), shape);
  if (type == GEOS_LINESTRING) {
    const GEOSCoordSequence* const sequence = GEOSGeom_getCoordSeq_r(library_.context(), shape);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(library_.context(), sequence, &size);
    const double leg_x = static_cast<double>(q.x_mm) - p.x_mm;
    const double leg_y = static_cast<double>(q.y_mm) - p.y_mm;
    std::array<double, 2> fractions{};
    for (std::size_t end = 0; end < 2 && size > 1; ++end) {
      double x_mm = 0.0;
      double y_mm = 0.0;
      GEOSCoordSeq_getXY_r(library_.context(), sequence, end == 0 ? 0 : size - 1, &x_mm, &y_mm);
      fractions.at(end) =
          ((x_mm - p.x_mm) * leg_x + (y_mm - p.y_mm) * leg_y) / (leg_x * leg_x + leg_y * leg_y);
    }
    const auto [from, to] = std::minmax(fractions[0], fractions[1]);
    parts.push_back({from, to});
    return;
  }
  const int count = type > GEOS_LINEARRING ? GEOSGetNumGeometries_r(library_.context(), shape) : 0;
  for (int i = 0; i < count && type != GEOS_POLYGON; ++i) {
    add_lines(GEOSGetGeometryN_r(library_.context(), shape, i), p, q, parts);
  }
}

}  // namespace beatwatch
