#include "adapters/maps/zone_import.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "adapters/maps/geojson_polygons.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/json_member.h"
#include "adapters/maps/zone_hash.h"
#include "adapters/sources/red_window_decode.h"
#include "engine/base/name.h"
#include "engine/geo/geos.h"

namespace beatwatch {
namespace {

using nlohmann::json;

constexpr std::size_t text_max = std::size_t{256} << 20U;
constexpr int depth_max = 16;  // a MultiPolygon's numbers lie at 8

json parse_collection(const std::filesystem::path& file) {
  const std::string text = read_gzip_text(file, text_max);
  try {
    return json::parse(
        text, [](int depth, json::parse_event_t, const json&) { return depth <= depth_max; });
  } catch (const json::parse_error& error) {
    throw map_file_error{file.string() + ": byte " + std::to_string(error.byte) +
                         ": expected JSON"};
  }
}

/// GeoJSON of before 2016 may name a coordinate reference system.
void check_wgs84(const json& collection, const std::filesystem::path& file) {
  constexpr std::array<std::string_view, 5> wgs84{"urn:ogc:def:crs:OGC:1.3:CRS84",
                                                  "urn:ogc:def:crs:OGC::CRS84",
                                                  "urn:ogc:def:crs:EPSG::4326",
                                                  "OGC:CRS84",
                                                  "EPSG:4326"};
  const json& crs = json_member(collection, "crs");
  const json& name = json_member(json_member(crs, "properties"), "name");
  const std::string given = name.is_string() ? name.get<std::string>() : name.dump();
  if (!crs.is_null() && std::find(wgs84.begin(), wgs84.end(), given) == wgs84.end()) {
    throw map_file_error{file.string() + ": /crs/properties/name: expected WGS 84 (CRS84), not \"" +
                         given + "\": convert the file first"};
  }
}

const json& features_of(const json& collection, const std::filesystem::path& file) {
  if (json_member(collection, "type") != "FeatureCollection") {
    throw map_file_error{file.string() + R"(: /type: expected "FeatureCollection")"};
  }
  check_wgs84(collection, file);
  const json& features = json_member(collection, "features");
  if (!features.is_array()) {
    throw map_file_error{file.string() + ": /features: expected an array"};
  }
  return features;
}

/// Text and whole numbers have one; empty for everything else.
std::string word_of(const json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number_integer() ? value.dump() : "";
}

std::string level_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool fits = is_name_character(c);
    if (fits) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  name.resize(std::min(name.size(), name_size_max));
  return name;
}

std::string degrees_text(std::int32_t e7) { return std::to_string(e7 / 1e7); }

/// Turns the features of one collection into zones, one at a time.
class feature_reader {
 public:
  feature_reader(const zone_properties& properties, const local_plane& plane)
      : properties_(properties), plane_(plane) {}

  void read(const json& feature, std::size_t index) {
    pointer_ = "/features/" + std::to_string(index);
    feature_ = "#" + std::to_string(index);
    if (json_member(feature, "type") != "Feature") {
      return leave_out("", "expected a Feature");
    }
    const std::string name = word_of(property(feature, properties_.name));
    const std::string id = word_of(json_member(feature, "id"));
    feature_ = !id.empty() ? id : !name.empty() ? name : feature_;
    if (!is_name(name)) {
      return leave_out(property_pointer(properties_.name),
                       "expected a name of 1 to 64 letters, digits, \"_\", \".\" or \"-\"");
    }
    if (names_.contains(name)) {
      return leave_out(property_pointer(properties_.name), "name of an earlier feature");
    }
    if (auto rings = read_shape(json_member(feature, "geometry"))) {
      names_.insert(name);
      zones_.push_back({.name = name,
                        .kind = word_of(property(feature, properties_.kind)),
                        .valid_from = {},
                        .levels = read_levels(feature),
                        .red_windows = read_red_windows(feature),
                        .shape = area{*rings}});
    }
  }

  zone_import finish(metres reach) {
    std::sort(
        zones_.begin(), zones_.end(), [](const zone& a, const zone& b) { return a.name < b.name; });
    std::string hash = zone_hash(zones_);
    return {.zones = std::make_shared<zone_set>(std::move(zones_), std::move(hash), reach),
            .findings = std::move(findings_)};
  }

 private:
  /// Null when `name` is empty: the file does not say.
  static const json& property(const json& feature, const std::string& name) {
    return name.empty() ? json_member(json{}, name)
                        : json_member(json_member(feature, "properties"), name);
  }
  static std::string property_pointer(const std::string& name) {
    return (json::json_pointer{"/properties"} / name).to_string();
  }

  void report(const std::string& place, std::string reason, bool left_out) {
    findings_.push_back({.feature = feature_,
                         .pointer = pointer_ + place,
                         .reason = std::move(reason),
                         .left_out = left_out});
  }
  void leave_out(const std::string& place, std::string reason) {
    report(place, std::move(reason), true);
  }

  std::optional<std::vector<plane_ring>> read_shape(const json& geometry) {
    auto read = read_geojson_polygons(geometry, "/geometry", plane_);
    if (!read) {
      leave_out(read.error().pointer, read.error().reason);
      return std::nullopt;
    }
    for (const json_finding& mended : read->mended) {
      report(mended.pointer, mended.reason, false);
    }
    std::vector<polygon> polygons = std::move(read->polygons);
    if (!polygons.empty()) {
      if (const auto fault = geos_.fault(polygons)) {
        polygons = geos_.repaired(polygons);
        report("/geometry", fault_text(*fault) + ": repaired", false);
      }
    }
    if (polygons.empty()) {
      leave_out("/geometry", "no area");
      return std::nullopt;
    }
    return canonical_rings(std::move(polygons));
  }

  [[nodiscard]] std::string fault_text(const geometry_fault& fault) const {
    if (!fault.at) {
      return fault.reason;
    }
    const position at = plane_.unproject(*fault.at);
    return fault.reason + " at latitude " + degrees_text(at.lat_e7) + ", longitude " +
           degrees_text(at.lon_e7);
  }

  std::vector<std::vector<std::string>> read_levels(const json& feature) {
    std::vector<std::vector<std::string>> hierarchies;
    for (const auto& levels : properties_.levels) {
      std::vector<std::string>& path = hierarchies.emplace_back();
      for (const std::string& level : levels) {
        const std::string name = level_name(word_of(property(feature, level)));
        if (name.empty()) {
          report(property_pointer(level), "expected the name of a level", false);
          break;
        }
        path.push_back(name);
      }
    }
    return hierarchies;
  }

  std::vector<red_window> read_red_windows(const json& feature) {
    const json& value = property(feature, properties_.red_windows);
    if (value.is_null() || value == "") {
      return {};
    }
    auto windows = decode_red_windows(word_of(value));
    if (!windows) {
      report(property_pointer(properties_.red_windows),
             "column " + std::to_string(windows.error().column) + ": expected " +
                 windows.error().expected,
             false);
      return {};
    }
    return *windows;
  }

  const zone_properties& properties_;
  const local_plane& plane_;
  geos geos_;
  std::string pointer_;
  std::string feature_;
  std::set<std::string, std::less<>> names_;
  std::vector<zone> zones_;
  std::vector<zone_finding> findings_;
};

}  // namespace

zone_import import_zones(const std::filesystem::path& file,
                         const zone_properties& properties,
                         const local_plane& plane,
                         metres reach) {
  const json collection = parse_collection(file);
  const json& features = features_of(collection, file);
  feature_reader reader{properties, plane};
  for (std::size_t i = 0; i < features.size(); ++i) {
    reader.read(features[i], i);
  }
  return reader.finish(reach);
}

}  // namespace beatwatch
