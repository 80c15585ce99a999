#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/geo/polygon.h"
#include "engine/geo/position.h"

namespace beatwatch {

// Geometries as a GeoPackage keeps them: the header "GP", then well-known binary, little-endian, in
// WGS 84 (SRS 4326), longitude before latitude, in degrees.
// Source: OGC 12-128r18, GeoPackage 1.3.1, clause 2.1.3.

/// A POINT, without an envelope.
std::vector<std::byte> point_blob(position at);

/// A LINESTRING with its envelope, in the direction of the line.
std::vector<std::byte> line_blob(const plane_line& line, const local_plane& plane);

/// A MULTIPOLYGON with its envelope; rings are closed by a repeated first vertex. Not empty.
std::vector<std::byte> multipolygon_blob(std::span<const polygon> polygons,
                                         const local_plane& plane);

}  // namespace beatwatch
