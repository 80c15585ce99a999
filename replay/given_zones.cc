#include "replay/given_zones.h"

#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "adapters/maps/gzip_text.h"

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

std::string name_of(const json& feature, const std::string& property) {
  const json& name = feature.at("properties").at(property);
  return name.is_string() ? name.get<std::string>() : name.dump();
}

}  // namespace

given_zones take_zones(const std::filesystem::path& file,
                       const zone_properties& properties,
                       const local_plane& plane,
                       const patrol_area& area) {
  constexpr std::size_t text_max = std::size_t{256} << 20U;
  zone_import imported = import_zones(file, properties, plane);
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
  json collection = json::parse(read_gzip_text(file, text_max));
  json kept = json::array();
  for (json& feature : collection.at("features")) {
    // The first feature of a name is the one that was imported.
    const json properties_of = feature.value("properties", json::object());
    if (properties_of.contains(properties.name)) {
      const auto found = wanted.find(name_of(feature, properties.name));
      if (found != wanted.end() && std::exchange(found->second, false)) {
        kept.push_back(std::move(feature));
      }
    }
  }
  collection["features"] = std::move(kept);
  taken.geojson = collection.dump() + '\n';
  return taken;
}

}  // namespace beatwatch
