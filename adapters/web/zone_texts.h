#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// The zones in force as pages see them: GeoJSON (RFC 7946), and where each belongs.
class zone_texts {
 public:
  explicit zone_texts(const plane_origin& plane) : plane_(plane) {}

  /// Null: none is in force.
  void use(std::shared_ptr<const zone_set> zones);
  /// Null: none is in force.
  [[nodiscard]] const std::shared_ptr<const zone_set>& set() const { return zones_; }
  /// Empty: none is in force.
  [[nodiscard]] std::string_view hash() const;

  /// "force/north/Z1": the levels of its first hierarchy, and its name. Empty: no such zone.
  [[nodiscard]] std::optional<std::string> path_of(std::string_view zone) const;

  /// A FeatureCollection of the zones within an area, "" for all; each with `name`, `kind`,
  /// `levels`, whether it has red times, and these as `red_windows`.
  [[nodiscard]] std::shared_ptr<const std::string> geojson(const std::string& area);

 private:
  local_plane plane_;
  std::shared_ptr<const zone_set> zones_;
  std::map<std::string, std::shared_ptr<const std::string>> text_of_area_;
};

}  // namespace beatwatch
