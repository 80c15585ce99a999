#include "tests/support/geos_zones.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr int quadrant_segments = 128;  // a ring of 15 m is at most 0.3 mm too narrow

}  // namespace

geos_zones::geos_zones(std::span<const rings> zones, double ring_m)
    : context_(GEOS_init_r()), tree_(GEOSSTRtree_create_r(context_, 10)), places_(zones.size()) {
  for (std::uint32_t z = 0; z < zones.size(); ++z) {
    geometry area = area_of(zones[z]);
    shape made;
    made.boundary = keep(GEOSBoundary_r(context_, area.get()));
    made.grown = prepare(keep(GEOSBuffer_r(context_, area.get(), ring_m * 1e3, quadrant_segments)));
    made.own = prepare(std::move(area));
    places_[z] = z;
    GEOSSTRtree_insert_r(context_, tree_, made.grown.whole.get(), &places_[z]);
    shapes_.push_back(std::move(made));
  }
}

geos_zones::~geos_zones() {
  shapes_.clear();
  GEOSSTRtree_destroy_r(context_, tree_);
  GEOS_finish_r(context_);
}

geos_zones::geometry geos_zones::keep(GEOSGeometry* made) const {
  check(made != nullptr, "GEOS makes a geometry");
  return {made, [this](GEOSGeometry* g) { GEOSGeom_destroy_r(context_, g); }};
}

geos_zones::covered geos_zones::prepare(geometry whole) const {
  prepared fast{GEOSPrepare_r(context_, whole.get()),
                [this](const GEOSPreparedGeometry* g) { GEOSPreparedGeom_destroy_r(context_, g); }};
  return {std::move(whole), std::move(fast)};
}

GEOSCoordSequence* geos_zones::sequence_of(std::span<const plane_point> points) const {
  std::vector<double> flat;
  for (const plane_point p : points) {
    flat.push_back(p.x_mm);
    flat.push_back(p.y_mm);
  }
  return GEOSCoordSeq_copyFromBuffer_r(
      context_, flat.data(), static_cast<unsigned>(points.size()), 0, 0);
}

geos_zones::geometry geos_zones::area_of(const rings& zone) const {
  std::vector<GEOSGeometry*> lines;
  for (std::vector<plane_point> ring : zone) {
    ring.push_back(ring.front());
    lines.push_back(GEOSGeom_createLineString_r(context_, sequence_of(ring)));
  }
  const geometry linework = keep(GEOSGeom_createCollection_r(
      context_, GEOS_MULTILINESTRING, lines.data(), static_cast<unsigned>(lines.size())));
  return keep(GEOSBuildArea_r(context_, linework.get()));
}

geos_zones::geometry geos_zones::line(plane_point p, plane_point q) const {
  if (p == q) {
    return keep(GEOSGeom_createPointFromXY_r(context_, p.x_mm, p.y_mm));
  }
  const std::vector<plane_point> ends{p, q};
  return keep(GEOSGeom_createLineString_r(context_, sequence_of(ends)));
}

void geos_zones::around(const geometry& line, std::vector<std::uint32_t>& zones) const {
  zones.clear();
  const auto add = [](void* item, void* into) {
    static_cast<std::vector<std::uint32_t>*>(into)->push_back(
        *static_cast<const std::uint32_t*>(item));
  };
  GEOSSTRtree_query_r(context_, tree_, line.get(), add, &zones);
  std::sort(zones.begin(), zones.end());
}

void geos_zones::clip(std::uint32_t zone,
                      bool grown,
                      const geometry& line,
                      plane_point p,
                      plane_point q,
                      std::vector<part>& parts) const {
  parts.clear();
  const covered& by = grown ? shapes_[zone].grown : shapes_[zone].own;
  if (GEOSPreparedIntersects_r(context_, by.fast.get(), line.get()) != 1) {
    return;
  }
  if (p == q || GEOSPreparedCovers_r(context_, by.fast.get(), line.get()) == 1) {
    parts.push_back({0.0, 1.0});
    return;
  }
  collect(keep(GEOSIntersection_r(context_, by.whole.get(), line.get())).get(), p, q, parts);
  std::sort(parts.begin(), parts.end(), [](part a, part b) { return a.from < b.from; });
  std::vector<part> joined;
  for (const part each : parts) {
    if (!joined.empty() && each.from <= joined.back().to) {
      joined.back().to = std::max(joined.back().to, each.to);
    } else {
      joined.push_back(each);
    }
  }
  parts.swap(joined);
}

// Lines that touch in a point stay points, which last no time.
void geos_zones::collect(const GEOSGeometry* common,
                         plane_point p,
                         plane_point q,
                         std::vector<part>& parts) const {
  const int type = GEOSGeomTypeId_r(context_, common);
  if (type == GEOS_MULTILINESTRING || type == GEOS_GEOMETRYCOLLECTION) {
    for (int i = 0; i < GEOSGetNumGeometries_r(context_, common); ++i) {
      collect(GEOSGetGeometryN_r(context_, common, i), p, q, parts);
    }
  }
  if (type != GEOS_LINESTRING || GEOSisEmpty_r(context_, common) == 1) {
    return;
  }
  const GEOSCoordSequence* const points = GEOSGeom_getCoordSeq_r(context_, common);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(context_, points, &size);
  const double dx = static_cast<double>(q.x_mm) - p.x_mm;
  const double dy = static_cast<double>(q.y_mm) - p.y_mm;
  const auto fraction = [&](unsigned i) {
    double x = 0.0;
    double y = 0.0;
    GEOSCoordSeq_getXY_r(context_, points, i, &x, &y);
    return ((x - p.x_mm) * dx + (y - p.y_mm) * dy) / (dx * dx + dy * dy);
  };
  const double a = fraction(0);
  const double b = fraction(size - 1);
  parts.push_back({std::min(a, b), std::max(a, b)});
}

bool geos_zones::covers(std::uint32_t zone, plane_point at) const {
  return GEOSPreparedIntersects_r(context_, shapes_[zone].own.fast.get(), line(at, at).get()) == 1;
}

geos_zones::nearest geos_zones::boundary(std::uint32_t zone, plane_point at) const {
  nearest found;
  GEOSDistance_r(context_, shapes_[zone].boundary.get(), line(at, at).get(), &found.mm);
  GEOSCoordSequence* const pair =
      GEOSNearestPoints_r(context_, shapes_[zone].boundary.get(), line(at, at).get());
  GEOSCoordSeq_getXY_r(context_, pair, 0, &found.x_mm, &found.y_mm);
  GEOSCoordSeq_destroy_r(context_, pair);
  return found;
}

}  // namespace beatwatch
