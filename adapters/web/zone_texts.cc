#include "adapters/web/zone_texts.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "adapters/access/account.h"
#include "adapters/history/zone_polygons.h"
#include "adapters/sources/red_window_text.h"

namespace beatwatch {
namespace {

void append_degrees(std::string& text, std::int32_t e7) {
  if (e7 < 0) {
    text += '-';
  }
  const auto whole = static_cast<std::uint32_t>(std::abs(std::int64_t{e7}));
  std::string digits = std::to_string(whole % 10'000'000);
  text += std::to_string(whole / 10'000'000) + '.' + std::string(7 - digits.size(), '0') + digits;
}

void append_ring(std::string& text, const plane_ring& ring, const local_plane& plane) {
  text += '[';
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const position at = plane.unproject(ring[i % ring.size()]);
    text += i == 0 ? "[" : ",[";
    append_degrees(text, at.lon_e7);
    text += ',';
    append_degrees(text, at.lat_e7);
    text += ']';
  }
  text += ']';
}

void append_feature(std::string& text, const zone& z, const local_plane& plane) {
  const nlohmann::ordered_json properties{{"name", z.name},
                                          {"kind", z.kind},
                                          {"levels", level_paths(z)},
                                          {"red", !z.red_windows.empty()},
                                          {"red_windows", red_window_text(z.red_windows)}};
  text += R"({"type":"Feature","id":)" + nlohmann::json(z.name).dump() + R"(,"properties":)" +
          properties.dump() + R"(,"geometry":{"type":"MultiPolygon","coordinates":[)";
  const char* comma = "";
  for (const polygon& part : zone_polygons(z.shape)) {
    text += comma;
    text += '[';
    append_ring(text, part.outer, plane);
    for (const plane_ring& hole : part.holes) {
      text += ',';
      append_ring(text, hole, plane);
    }
    text += ']';
    comma = ",";
  }
  text += "]}}";
}

}  // namespace

void zone_texts::use(std::shared_ptr<const zone_set> zones) {
  zones_ = std::move(zones);
  text_of_area_.clear();
}

std::string_view zone_texts::hash() const {
  return zones_ == nullptr ? std::string_view{} : std::string_view{zones_->hash};
}

std::optional<std::string> zone_texts::path_of(std::string_view name) const {
  const auto place = zones_ == nullptr ? std::nullopt : zones_->find(name);
  if (!place) {
    return std::nullopt;
  }
  const zone& of = zones_->zones[*place];
  return beatwatch::path_of(of.levels, of.name);
}

std::shared_ptr<const std::string> zone_texts::geojson(const std::string& area) {
  auto& kept = text_of_area_[area];
  if (kept == nullptr) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    const char* comma = "";
    for (std::size_t i = 0; zones_ != nullptr && i < zones_->zones.size(); ++i) {
      const zone& z = zones_->zones[i];
      if (within_area(area, beatwatch::path_of(z.levels, z.name))) {
        text += comma;
        append_feature(text, z, plane_);
        comma = ",";
      }
    }
    kept = std::make_shared<const std::string>(text + "]}");
  }
  return kept;
}

}  // namespace beatwatch
