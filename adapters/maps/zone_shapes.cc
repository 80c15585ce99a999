#include "adapters/maps/zone_shapes.h"

#include <cstdint>
#include <utility>

namespace beatwatch {
namespace {

std::string degrees_text(std::int32_t e7) { return std::to_string(e7 / 1e7); }

}  // namespace

finished_shape zone_shapes::finish(const plane_shape& shape, metres distance) const {
  finished_shape finished;
  std::vector<polygon> polygons = shape.polygons;
  if (polygons.empty()) {
    polygons = around(shape, distance);
  } else if (const auto fault = geos_.fault(polygons)) {
    polygons = geos_.repaired(polygons);
    finished.repaired = text_of(*fault);
  }
  finished.rings = canonical_rings(std::move(polygons));
  return finished;
}

std::vector<polygon> zone_shapes::around(const plane_shape& shape, metres distance) const {
  if (!shape.points.empty()) {
    return geos_.around(shape.points,
                        distance.value * 1e3 * plane_->scale_at(shape.points.front()));
  }
  if (!shape.lines.empty()) {
    return geos_.around(shape.lines,
                        distance.value * 1e3 * plane_->scale_at(shape.lines.front().front()));
  }
  return {};
}

std::string zone_shapes::text_of(const geometry_fault& fault) const {
  if (!fault.at) {
    return fault.reason;
  }
  const position at = plane_->unproject(*fault.at);
  return fault.reason + " at latitude " + degrees_text(at.lat_e7) + ", longitude " +
         degrees_text(at.lon_e7);
}

}  // namespace beatwatch
