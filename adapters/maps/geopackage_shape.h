#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "adapters/maps/plane_shape.h"
#include "engine/base/expected.h"

namespace beatwatch {

/// Decodes a geometry of a GeoPackage: the header "GP", then well-known binary in either byte
/// order, of a point, a line, a polygon or several of one of them; heights and measures are passed
/// over. Pure, and never throws, whatever the bytes. An error names the byte, for bytes that end
/// early or go on, another kind of geometry, another reference system than `srs_id`, and a position
/// that is nowhere on the plane. An empty geometry is a shape without parts. Source: OGC 12-128r18,
/// GeoPackage 1.3.1, clause 2.1.3; OGC 06-103r4, clause 8.2.
expected<plane_shape, std::string> decode_geopackage_shape(std::span<const std::byte> blob,
                                                           std::int32_t srs_id,
                                                           const to_plane& projected);

}  // namespace beatwatch
