#include "engine/geo/geos.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr int quadrant_segments = 16;

plane_point to_grid(double x_mm, double y_mm) {
  return {static_cast<std::int32_t>(std::llround(x_mm)),
          static_cast<std::int32_t>(std::llround(y_mm))};
}

}  // namespace

geos::geos() : context_(GEOS_init_r()) { check(context_ != nullptr, "GEOS has a context"); }

geos::~geos() { GEOS_finish_r(context_); }

GEOSCoordSequence* geos::sequence(std::span<const plane_point> vertices) const {
  std::vector<double> coordinates;
  coordinates.reserve(2 * vertices.size());
  for (const plane_point vertex : vertices) {
    coordinates.push_back(vertex.x_mm);
    coordinates.push_back(vertex.y_mm);
  }
  return GEOSCoordSeq_copyFromBuffer_r(
      context_, coordinates.data(), static_cast<unsigned>(vertices.size()), 0, 0);
}

geos::geometry geos::linear_ring(const plane_ring& ring) const {
  check(ring.size() >= 3, "a ring has three vertices");
  plane_ring closed = ring;
  closed.push_back(ring.front());
  return own(GEOSGeom_createLinearRing_r(context_, sequence(closed)));
}

geos::geometry geos::multipolygon(std::span<const polygon> polygons) const {
  std::vector<GEOSGeometry*> parts;
  for (const polygon& each : polygons) {
    std::vector<GEOSGeometry*> holes;
    for (const plane_ring& hole : each.holes) {
      holes.push_back(linear_ring(hole).release());
    }
    parts.push_back(GEOSGeom_createPolygon_r(context_,
                                             linear_ring(each.outer).release(),
                                             holes.data(),
                                             static_cast<unsigned>(holes.size())));
  }
  return own(GEOSGeom_createCollection_r(
      context_, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
}

std::optional<geometry_fault> geos::fault(std::span<const polygon> polygons) const {
  const geometry whole = multipolygon(polygons);
  char* reason = nullptr;
  GEOSGeometry* location = nullptr;
  const char valid = GEOSisValidDetail_r(context_, whole.get(), 0, &reason, &location);
  const geometry owned_location = own(location);
  if (valid == 1) {
    return std::nullopt;
  }
  geometry_fault found{.reason = reason != nullptr ? reason : "cannot be judged", .at = {}};
  GEOSFree_r(context_, reason);
  double x_mm = 0.0;
  double y_mm = 0.0;
  if (location != nullptr && GEOSGeomGetX_r(context_, location, &x_mm) == 1 &&
      GEOSGeomGetY_r(context_, location, &y_mm) == 1) {
    found.at = to_grid(x_mm, y_mm);
  }
  return found;
}

std::vector<polygon> geos::repaired(std::span<const polygon> polygons) const {
  const auto destroy_parameters = [this](GEOSMakeValidParams* parameters) {
    GEOSMakeValidParams_destroy_r(context_, parameters);
  };
  const std::unique_ptr<GEOSMakeValidParams, decltype(destroy_parameters)> parameters{
      GEOSMakeValidParams_create_r(context_), destroy_parameters};
  GEOSMakeValidParams_setMethod_r(context_, parameters.get(), GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(context_, parameters.get(), 0);
  const geometry valid =
      own(GEOSMakeValidWithParams_r(context_, multipolygon(polygons).get(), parameters.get()));
  return valid == nullptr ? std::vector<polygon>{} : polygons_on_grid(valid.get());
}

// New crossings lie between grid points: reducing the precision snaps them and stays valid.
std::vector<polygon> geos::polygons_on_grid(const GEOSGeometry* shape) const {
  std::vector<polygon> parts;
  const geometry on_grid = own(GEOSGeom_setPrecision_r(context_, shape, 1.0, 0));
  if (on_grid != nullptr) {
    collect_polygons(on_grid.get(), parts);
  }
  return parts;
}

std::vector<polygon> geos::buffered(const geometry& shape, double distance_mm) const {
  const geometry wide = own(GEOSBuffer_r(context_, shape.get(), distance_mm, quadrant_segments));
  return wide == nullptr ? std::vector<polygon>{} : polygons_on_grid(wide.get());
}

std::vector<polygon> geos::around(std::span<const plane_point> points, double distance_mm) const {
  std::vector<GEOSGeometry*> parts;
  for (const plane_point p : points) {
    parts.push_back(GEOSGeom_createPointFromXY_r(context_, p.x_mm, p.y_mm));
  }
  return buffered(
      own(GEOSGeom_createCollection_r(
          context_, GEOS_MULTIPOINT, parts.data(), static_cast<unsigned>(parts.size()))),
      distance_mm);
}

std::vector<polygon> geos::around(std::span<const plane_line> lines, double distance_mm) const {
  std::vector<GEOSGeometry*> parts;
  for (const plane_line& line : lines) {
    check(line.size() >= 2, "a line has two vertices");
    parts.push_back(GEOSGeom_createLineString_r(context_, sequence(line)));
  }
  return buffered(
      own(GEOSGeom_createCollection_r(
          context_, GEOS_MULTILINESTRING, parts.data(), static_cast<unsigned>(parts.size()))),
      distance_mm);
}

double geos::area_mm2(std::span<const polygon> polygons) const {
  double area = 0.0;
  check(GEOSArea_r(context_, multipolygon(polygons).get(), &area) == 1, "polygons have an area");
  return area;
}

double geos::differing_area_mm2(std::span<const polygon> a, std::span<const polygon> b) const {
  const geometry differing =
      own(GEOSSymDifference_r(context_, multipolygon(a).get(), multipolygon(b).get()));
  double area = 0.0;
  check(differing != nullptr && GEOSArea_r(context_, differing.get(), &area) == 1,
        "valid polygons have a difference");
  return area;
}

plane_ring geos::to_ring(const GEOSGeometry* ring) const {
  const GEOSCoordSequence* const sequence = GEOSGeom_getCoordSeq_r(context_, ring);
  unsigned size = 0;
  GEOSCoordSeq_getSize_r(context_, sequence, &size);
  plane_ring vertices;
  for (unsigned i = 0; i + 1 < size; ++i) {
    double x_mm = 0.0;
    double y_mm = 0.0;
    GEOSCoordSeq_getXY_r(context_, sequence, i, &x_mm, &y_mm);
    vertices.push_back(to_grid(x_mm, y_mm));
  }
  return vertices;
}

void geos::collect_polygons(const GEOSGeometry* whole, std::vector<polygon>& polygons) const {
  const int type = GEOSGeomTypeId_r(context_, whole);
  if (type == GEOS_POLYGON && GEOSisEmpty_r(context_, whole) == 0) {
    polygon part{.outer = to_ring(GEOSGetExteriorRing_r(context_, whole)), .holes = {}};
    const int holes = GEOSGetNumInteriorRings_r(context_, whole);
    for (int i = 0; i < holes; ++i) {
      part.holes.push_back(to_ring(GEOSGetInteriorRingN_r(context_, whole, i)));
    }
    polygons.push_back(std::move(part));
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int parts = GEOSGetNumGeometries_r(context_, whole);
    for (int i = 0; i < parts; ++i) {
      collect_polygons(GEOSGetGeometryN_r(context_, whole, i), polygons);
    }
  }
}

}  // namespace beatwatch
