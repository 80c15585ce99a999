#include "adapters/maps/geojson_features.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/json_member.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::size_t text_max = std::size_t{256} << 20U;
constexpr int depth_max = 16;  // a MultiPolygon's numbers lie at 8

std::string operator/(const std::string& pointer, std::size_t index) {
  return pointer + '/' + std::to_string(index);
}

json parse_collection(const std::filesystem::path& file) {
  const std::string text = read_gzip_text(file, text_max);
  try {
    return json::parse(
        text, [](int depth, json::parse_event_t, const json&) { return depth <= depth_max; });
  } catch (const json::parse_error& error) {
    throw map_file_error{file.string() + ": byte " + std::to_string(error.byte) +
                         ": expected JSON"};
  } catch (const json::out_of_range&) {
    throw map_file_error{file.string() + ": expected numbers that a double can hold"};
  }
}

class geometry_reader {
 public:
  explicit geometry_reader(const to_plane& projected) : projected_(projected) {}

  expected<plane_shape, map_finding> read(const json& geometry, const std::string& pointer) {
    const json& type = json_member(geometry, "type");
    const json& coordinates = json_member(geometry, "coordinates");
    if (!read_type(type, coordinates, pointer)) {
      return unexpected{std::move(error_)};
    }
    return std::move(read_);
  }

 private:
  bool read_type(const json& type, const json& coordinates, const std::string& pointer) {
    const std::string inner = pointer + "/coordinates";
    if (type == "Polygon") {
      return read_polygon(coordinates, inner);
    }
    if (type == "LineString") {
      return read_line(coordinates, inner);
    }
    if (type == "Point") {
      return read_position(coordinates, inner, read_.points);
    }
    if (type == "MultiPolygon") {
      return read_each(coordinates, inner, "an array of polygons", [this](auto&&... part) {
        return read_polygon(part...);
      });
    }
    if (type == "MultiLineString") {
      return read_each(coordinates, inner, "an array of lines", [this](auto&&... part) {
        return read_line(part...);
      });
    }
    if (type == "MultiPoint") {
      return read_positions(coordinates, inner, read_.points);
    }
    return fail(pointer, "expected a Polygon, a LineString, a Point, or several of one of them");
  }

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
          if (!read_positions(positions, at, ring)) {
            return false;
          }
          add_ring(std::move(ring), std::exchange(is_outer, false), part, at, read_);
          return true;
        });
    if (good && !part.outer.empty()) {
      read_.polygons.push_back(std::move(part));
    }
    return good;
  }

  bool read_line(const json& positions, const std::string& pointer) {
    plane_line line;
    if (!read_positions(positions, pointer, line)) {
      return false;
    }
    add_line(std::move(line), pointer, read_);
    return true;
  }

  bool read_positions(const json& positions,
                      const std::string& pointer,
                      std::vector<plane_point>& points) {
    return read_each(
        positions, pointer, "an array of positions", [&](const json& at, const std::string& where) {
          return read_position(at, where, points);
        });
  }

  bool read_position(const json& at, const std::string& pointer, std::vector<plane_point>& points) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const bool is_pair = at.is_array() && at.size() >= 2 && at[0].is_number() && at[1].is_number();
    const auto projected =
        projected_(is_pair ? at[0].get<double>() : none, is_pair ? at[1].get<double>() : none);
    if (!projected) {
      return fail(pointer, projected.error());
    }
    points.push_back(*projected);
    return true;
  }

  const to_plane& projected_;
  plane_shape read_;
  map_finding error_;
};

/// Text and whole numbers have one; empty for everything else.
std::string id_of(const json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number_integer() ? value.dump() : "";
}

map_value value_of(const json& value) {
  if (value.is_null()) {
    return {};
  }
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) {
    return other_value{};
  }
  if (value.is_number_integer()) {
    return value.get<std::int64_t>();
  }
  return value.is_number() ? map_value{value.get<double>()} : map_value{other_value{}};
}

class geojson_features : public map_features {
 public:
  geojson_features(const std::filesystem::path& file, std::vector<std::string> properties)
      : collection_(parse_collection(file)), properties_(std::move(properties)) {
    if (json_member(collection_, "type") != "FeatureCollection") {
      throw map_file_error{file.string() + R"(: /type: expected "FeatureCollection")"};
    }
    if (!json_member(collection_, "features").is_array()) {
      throw map_file_error{file.string() + ": /features: expected an array"};
    }
    const json& named = json_member(collection_, "crs");
    if (!named.is_null()) {
      const json& name = json_member(json_member(named, "properties"), "name");
      if (!name.is_string()) {
        throw map_file_error{file.string() +
                             ": /crs/properties/name: expected the name of a coordinate "
                             "reference system"};
      }
      crs_ = name.get<std::string>();
    }
  }

  [[nodiscard]] std::string crs() const override { return crs_; }

  void read(const to_plane& projected, const std::function<void(map_feature)>& each) override {
    const json& features = json_member(collection_, "features");
    for (std::size_t i = 0; i < features.size(); ++i) {
      each(read_one(features[i], "/features/" + std::to_string(i), projected));
    }
  }

 private:
  [[nodiscard]] map_feature read_one(const json& from,
                                     const std::string& pointer,
                                     const to_plane& projected) const {
    map_feature feature{.id = id_of(json_member(from, "id")),
                        .pointer = pointer,
                        .shape_pointer = pointer + "/geometry",
                        .property_pointers = pointer + "/properties",
                        .is_feature = json_member(from, "type") == "Feature",
                        .properties = {}};
    if (feature.is_feature) {
      const json& values = json_member(from, "properties");
      for (const std::string& name : properties_) {
        feature.properties[name] = value_of(json_member(values, name));
      }
      feature.shape =
          geometry_reader{projected}.read(json_member(from, "geometry"), feature.shape_pointer);
    }
    return feature;
  }

  json collection_;
  std::vector<std::string> properties_;
  std::string crs_;
};

}  // namespace

std::unique_ptr<map_features> open_geojson(const std::filesystem::path& file,
                                           std::vector<std::string> properties) {
  return std::make_unique<geojson_features>(file, std::move(properties));
}

}  // namespace beatwatch
