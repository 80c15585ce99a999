#include "adapters/maps/geojson_polygons.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "adapters/maps/json_member.h"

namespace beatwatch {
namespace {

using nlohmann::json;

std::string operator/(const std::string& pointer, std::size_t index) {
  return pointer + '/' + std::to_string(index);
}

std::optional<std::int32_t> degrees_to_e7(const json& degrees, double limit) {
  if (!degrees.is_number() || std::abs(degrees.get<double>()) > limit) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(std::llround(degrees.get<double>() * 1e7));
}

class geometry_reader {
 public:
  explicit geometry_reader(const local_plane& plane) : plane_(plane) {}

  expected<geojson_polygons, json_finding> read(const json& geometry, const std::string& pointer) {
    const json& type = json_member(geometry, "type");
    const json& coordinates = json_member(geometry, "coordinates");
    const std::string inner = pointer + "/coordinates";
    bool good = false;
    if (type == "Polygon") {
      good = read_polygon(coordinates, inner);
    } else if (type == "MultiPolygon") {
      good = read_each(coordinates, inner, "an array of polygons", [this](auto&&... part) {
        return read_polygon(part...);
      });
    } else {
      good = fail(pointer, "expected a geometry of type Polygon or MultiPolygon");
    }
    if (!good) {
      return unexpected{std::move(error_)};
    }
    return std::move(read_);
  }

 private:
  bool fail(std::string pointer, std::string reason) {
    error_ = {.pointer = std::move(pointer), .reason = std::move(reason)};
    return false;
  }

  template <typename Read>
  bool read_each(const json& array, const std::string& pointer, const char* expected, Read read) {
    if (!array.is_array()) {
      return fail(pointer, std::string{"expected "} + expected);
    }
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (!read(array[i], pointer / i)) {
        return false;
      }
    }
    return true;
  }

  bool read_polygon(const json& rings, const std::string& pointer) {
    polygon part;
    bool is_outer = true;
    const bool good = read_each(
        rings, pointer, "an array of rings", [&](const json& positions, const std::string& at) {
          plane_ring ring;
          if (!read_ring(positions, at, ring)) {
            return false;
          }
          if (std::exchange(is_outer, false)) {
            part.outer = std::move(ring);
          } else if (!ring.empty()) {
            part.holes.push_back(std::move(ring));
          }
          return true;
        });
    if (good && !part.outer.empty()) {
      read_.polygons.push_back(std::move(part));
    }
    return good;
  }

  /// Leaves `ring` empty when it has no area worth the name.
  bool read_ring(const json& positions, const std::string& pointer, plane_ring& ring) {
    const bool good = read_each(
        positions, pointer, "an array of positions", [&](const json& at, const std::string& where) {
          return read_position(at, where, ring);
        });
    if (!good) {
      return false;
    }
    if (ring.size() > 1 && positions.front() != positions.back()) {
      read_.mended.push_back({pointer, "ring not closed: closed by its first position"});
    }
    ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
    while (ring.size() > 1 && ring.front() == ring.back()) {
      ring.pop_back();
    }
    if (ring.size() < 3) {
      read_.mended.push_back({pointer, "ring of fewer than three different positions: left out"});
      ring.clear();
    }
    return true;
  }

  bool read_position(const json& at, const std::string& pointer, plane_ring& ring) {
    const bool is_pair = at.is_array() && at.size() >= 2;
    const auto lon_e7 = is_pair ? degrees_to_e7(at[0], 180.0) : std::nullopt;
    const auto lat_e7 = is_pair ? degrees_to_e7(at[1], 90.0) : std::nullopt;
    if (!lon_e7 || !lat_e7) {
      return fail(pointer, "expected [longitude, latitude] in degrees of WGS 84");
    }
    const auto projected = plane_.project({.lat_e7 = *lat_e7, .lon_e7 = *lon_e7});
    if (!projected) {
      return fail(pointer, "too far from the origin of the plane");
    }
    ring.push_back(*projected);
    return true;
  }

  const local_plane& plane_;
  geojson_polygons read_;
  json_finding error_;
};

}  // namespace

expected<geojson_polygons, json_finding> read_geojson_polygons(const nlohmann::json& geometry,
                                                               const std::string& pointer,
                                                               const local_plane& plane) {
  return geometry_reader{plane}.read(geometry, pointer);
}

}  // namespace beatwatch
