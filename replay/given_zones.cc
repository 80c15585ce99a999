#include "replay/given_zones.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "adapters/maps/gzip_text.h"
#include "adapters/maps/json_member.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

using nlohmann::json;

// The street end inside the zone that is nearest to the middle of its box.
std::optional<plane_point> street_inside(const zone& candidate, const street_network& streets) {
  const plane_box& box = candidate.shape.bounds();
  const plane_point middle = between(box.low, box.high, 0.5);
  std::optional<plane_point> best;
  double best_m = std::numeric_limits<double>::max();
  for (std::uint32_t i = 0; i < streets.size(); ++i) {
    const plane_point at = streets.at(i).shape.front();
    if (box.contains(at) && distance_m(at, middle) < best_m && candidate.shape.contains(at)) {
      best = at;
      best_m = distance_m(at, middle);
    }
  }
  return best;
}

constexpr std::size_t text_max = std::size_t{256} << 20U;

json read_collection(const std::filesystem::path& file) {
  json collection = json::parse(read_gzip_text(file, text_max), nullptr, false);
  if (!collection.is_object() || !collection.contains("features") ||
      !collection.at("features").is_array()) {
    throw map_file_error{file.string() + ": expected a GeoJSON FeatureCollection"};
  }
  return collection;
}

// Empty when the feature does not have it.
std::string text_of(const json& feature, const std::string& property) {
  const json& properties = json_member(feature, "properties");
  const json& value = json_member(properties, property);
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number_integer() ? value.dump() : "";
}

bool names_every(const json& features, const std::string& property) {
  std::set<std::string> seen;
  return std::all_of(features.begin(), features.end(), [&](const json& feature) {
    const std::string name = text_of(feature, property);
    return is_name(name) && seen.insert(name).second;
  });
}

}  // namespace

std::string find_name_property(const std::filesystem::path& file) {
  const json collection = read_collection(file);
  const json& features = collection.at("features");
  std::vector<std::string> candidates{"name", "code"};
  if (!features.empty() && json_member(features.front(), "properties").is_object()) {
    for (const auto& [property, value] : json_member(features.front(), "properties").items()) {
      candidates.push_back(property);
    }
  }
  const auto found =
      std::find_if(candidates.begin(), candidates.end(), [&](const std::string& property) {
        return names_every(features, property);
      });
  if (features.empty() || found == candidates.end()) {
    throw std::runtime_error{file.string() +
                             ": no property names every zone by 1 to 64 of A-Za-z0-9_.- and none "
                             "twice; --zone-name says which one to use all the same"};
  }
  return *found;
}

given_zones take_zones(const std::filesystem::path& file,
                       const zone_properties& properties,
                       const local_plane& plane,
                       const patrol_area& area) {
  zone_import imported = import_zones({.path = file}, properties, plane);
  given_zones taken;
  taken.findings = std::move(imported.findings);
  std::map<std::string, bool> wanted;
  for (const zone& candidate : imported.zones->zones) {
    if (const auto at = street_inside(candidate, area.cars)) {
      taken.points.push_back({candidate.name, *at});
      wanted[candidate.name] = true;
    } else {
      ++taken.left_aside;
    }
  }
  json collection = read_collection(file);
  json kept = json::array();
  for (json& feature : collection.at("features")) {
    // The first feature of a name is the one that was imported.
    const auto found = wanted.find(text_of(feature, properties.name));
    if (found != wanted.end() && std::exchange(found->second, false)) {
      kept.push_back(std::move(feature));
    }
  }
  collection["features"] = std::move(kept);
  taken.geojson = collection.dump() + '\n';
  return taken;
}

}  // namespace beatwatch
