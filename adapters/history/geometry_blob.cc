#include "adapters/history/geometry_blob.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::uint8_t little_endian = 1;
constexpr std::uint8_t with_envelope = 2;  // bits 1-3 of the flags: minx, maxx, miny, maxy
constexpr std::int32_t wgs84 = 4326;
constexpr std::uint32_t wkb_point = 1;
constexpr std::uint32_t wkb_line = 2;
constexpr std::uint32_t wkb_polygon = 3;
constexpr std::uint32_t wkb_multipolygon = 6;

using positions = std::vector<position>;

struct envelope {
  position low{.lat_e7 = INT32_MAX, .lon_e7 = INT32_MAX};
  position high{.lat_e7 = INT32_MIN, .lon_e7 = INT32_MIN};
  void include(const positions& vertices) {
    for (const position p : vertices) {
      low = {std::min(low.lat_e7, p.lat_e7), std::min(low.lon_e7, p.lon_e7)};
      high = {std::max(high.lat_e7, p.lat_e7), std::max(high.lon_e7, p.lon_e7)};
    }
  }
};

class blob_writer {
 public:
  explicit blob_writer(std::uint8_t flags) {
    byte('G');
    byte('P');
    byte(0);  // version 1 of the header
    byte(flags);
    whole(static_cast<std::uint32_t>(wgs84));
  }
  void byte(std::uint8_t value) { bytes_.push_back(std::byte{value}); }
  void whole(std::uint32_t value) { little(value, sizeof value); }
  void degrees(std::int32_t e7) {
    little(std::bit_cast<std::uint64_t>(static_cast<double>(e7) / 1e7), sizeof(double));
  }
  void begin(std::uint32_t geometry) {
    byte(little_endian);
    whole(geometry);
  }
  void around(const envelope& box) {
    degrees(box.low.lon_e7);
    degrees(box.high.lon_e7);
    degrees(box.low.lat_e7);
    degrees(box.high.lat_e7);
  }
  void path(const positions& vertices) {
    whole(static_cast<std::uint32_t>(vertices.size()));
    for (const position p : vertices) {
      point(p);
    }
  }
  void point(position at) {
    degrees(at.lon_e7);
    degrees(at.lat_e7);
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  void little(std::uint64_t value, std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      byte(static_cast<std::uint8_t>(value >> (8 * i)));
    }
  }
  std::vector<std::byte> bytes_;
};

positions unprojected(const std::vector<plane_point>& vertices, const local_plane& plane) {
  positions out;
  out.reserve(vertices.size() + 1);  // and a ring's last
  for (const plane_point& p : vertices) {
    out.push_back(plane.unproject(p));
  }
  return out;
}

positions closed(const plane_ring& ring, const local_plane& plane) {
  positions out = unprojected(ring, plane);
  out.push_back(out.front());
  return out;
}

}  // namespace

std::vector<std::byte> point_blob(position at) {
  blob_writer out{little_endian};
  out.begin(wkb_point);
  out.point(at);
  return out.take();
}

std::vector<std::byte> line_blob(const plane_line& line, const local_plane& plane) {
  check(line.size() >= 2, "a gate has two ends");
  const positions vertices = unprojected(line, plane);
  envelope box;
  box.include(vertices);
  blob_writer out{little_endian | with_envelope};
  out.around(box);
  out.begin(wkb_line);
  out.path(vertices);
  return out.take();
}

std::vector<std::byte> multipolygon_blob(std::span<const polygon> polygons,
                                         const local_plane& plane) {
  check(!polygons.empty(), "a zone has a polygon");
  std::vector<std::vector<positions>> parts;
  envelope around;
  for (const polygon& one : polygons) {
    std::vector<positions>& rings = parts.emplace_back();
    rings.push_back(closed(one.outer, plane));
    for (const plane_ring& hole : one.holes) {
      rings.push_back(closed(hole, plane));
    }
    around.include(rings.front());
  }
  blob_writer out{little_endian | with_envelope};
  out.around(around);
  out.begin(wkb_multipolygon);
  out.whole(static_cast<std::uint32_t>(parts.size()));
  for (const auto& rings : parts) {
    out.begin(wkb_polygon);
    out.whole(static_cast<std::uint32_t>(rings.size()));
    for (const positions& ring : rings) {
      out.path(ring);
    }
  }
  return out.take();
}

}  // namespace beatwatch
