#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/base/expected.h"
#include "engine/geo/local_plane.h"
#include "engine/geo/polygon.h"

namespace beatwatch {

/// What is wrong at a place of a JSON document.
struct json_finding {
  std::string pointer;  ///< RFC 6901
  std::string reason;
};

struct geojson_polygons {
  std::vector<polygon> polygons;     ///< projected, on the millimetre grid
  std::vector<json_finding> mended;  ///< rings that were closed, or left out for want of area
};

/// The polygons of a GeoJSON geometry, Polygon or MultiPolygon (RFC 7946, 3.1.6), at `pointer` of
/// its file. Each ring has at least three vertices and none twice in a row; nothing else is known
/// of its validity. An error for any other geometry, a coordinate that is no number or out of
/// range, and a position outside the plane.
expected<geojson_polygons, json_finding> read_geojson_polygons(const nlohmann::json& geometry,
                                                               const std::string& pointer,
                                                               const local_plane& plane);

}  // namespace beatwatch
