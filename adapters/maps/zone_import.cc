#include "adapters/maps/zone_import.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

#include "adapters/journal/event_bounds.h"
#include "adapters/maps/coordinate_system.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/zone_hash.h"
#include "adapters/maps/zone_shapes.h"
#include "adapters/sources/red_window_decode.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

/// Text and whole numbers have one; empty for everything else.
std::string word_of(const map_value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return *text;
  }
  const auto* number = std::get_if<std::int64_t>(&value);
  return number != nullptr ? std::to_string(*number) : "";
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

/// Turns the features of one file into zones, one at a time.
class feature_reader {
 public:
  feature_reader(const zone_properties& properties, const local_plane& plane)
      : properties_(properties), shapes_(plane) {}

  void read(const map_feature& feature) {
    feature_ = &feature;
    const std::string name = word_of(feature.property(properties_.name));
    label_ = !feature.id.empty() ? feature.id : !name.empty() ? name : "#" + std::to_string(index_);
    ++index_;
    if (!feature.is_feature) {
      return leave_out(feature.pointer, "expected a Feature");
    }
    if (!is_name(name)) {
      return leave_out(pointer_of(properties_.name),
                       "expected a name of 1 to 64 letters, digits, \"_\", \".\" or \"-\"");
    }
    if (names_.contains(name)) {
      return leave_out(pointer_of(properties_.name), "name of an earlier feature");
    }
    if (is_gate()) {
      read_gate(name);
    } else if (auto rings = read_shape()) {
      names_.insert(name);
      zones_.push_back({.name = name,
                        .kind = read_kind(),
                        .valid_from = {},
                        .levels = read_levels(),
                        .red_windows = read_red_windows(),
                        .shape = area{*rings}});
    }
  }

  zone_import finish(metres reach, std::string coordinates) {
    std::sort(
        zones_.begin(), zones_.end(), [](const zone& a, const zone& b) { return a.name < b.name; });
    std::sort(gates_.begin(), gates_.end(), [](const gate_line& a, const gate_line& b) {
      return a.name < b.name;
    });
    std::string hash = zone_hash(zones_, gates_);
    return {.zones = std::make_shared<zone_set>(
                std::move(zones_), std::move(hash), reach, std::move(gates_)),
            .findings = std::move(findings_),
            .coordinates = std::move(coordinates)};
  }

 private:
  [[nodiscard]] std::string pointer_of(const std::string& property) const {
    return feature_->property_pointers + (nlohmann::json::json_pointer{} / property).to_string();
  }

  void report(std::string pointer, std::string reason, bool left_out) {
    findings_.push_back({.feature = label_,
                         .pointer = std::move(pointer),
                         .reason = std::move(reason),
                         .left_out = left_out});
  }
  void leave_out(std::string pointer, std::string reason) {
    report(std::move(pointer), std::move(reason), true);
  }

  bool is_gate() const {
    return !properties_.kind.empty() && word_of(feature_->property(properties_.kind)) == "gate" &&
           (!feature_->shape || !feature_->shape->lines.empty());
  }

  void read_gate(const std::string& name) {
    if (!feature_->shape) {
      return leave_out(feature_->shape.error().pointer, feature_->shape.error().reason);
    }
    const plane_shape& shape = *feature_->shape;
    for (const map_finding& mended : shape.mended) {
      report(mended.pointer, mended.reason, false);
    }
    if (shape.lines.size() != 1) {
      return leave_out(feature_->shape_pointer, "expected one LineString: a gate is one line");
    }
    names_.insert(name);
    gates_.push_back({.name = name, .levels = read_levels(), .line = shape.lines.front()});
  }

  std::optional<std::vector<plane_ring>> read_shape() {
    if (!feature_->shape) {
      leave_out(feature_->shape.error().pointer, feature_->shape.error().reason);
      return std::nullopt;
    }
    for (const map_finding& mended : feature_->shape->mended) {
      report(mended.pointer, mended.reason, false);
    }
    const auto distance = read_distance(*feature_->shape);
    if (!distance) {
      return std::nullopt;
    }
    finished_shape finished = shapes_.finish(*feature_->shape, *distance);
    if (finished.rings.empty()) {
      leave_out(feature_->shape_pointer, "no area");
      return std::nullopt;
    }
    if (!finished.repaired.empty()) {
      report(feature_->shape_pointer, finished.repaired + ": repaired", false);
    }
    return std::move(finished.rings);
  }

  /// 0 for polygons; empty when points or lines do not say how far they reach.
  std::optional<metres> read_distance(const plane_shape& shape) {
    if (shape.points.empty() && shape.lines.empty()) {
      return metres{0.0};
    }
    const bool is_points = !shape.points.empty();
    const std::string& property = is_points ? properties_.radius : properties_.half_width;
    const map_value& value = feature_->property(property);
    const auto* whole = std::get_if<std::int64_t>(&value);
    const auto* real = std::get_if<double>(&value);
    const double distance_m = real != nullptr    ? *real
                              : whole != nullptr ? static_cast<double>(*whole)
                                                 : 0.0;
    if (distance_m > 0.0 && distance_m <= radius_m_max) {
      return metres{distance_m};
    }
    const std::string what = is_points ? "radius of a point" : "half width of a line";
    leave_out(property.empty() ? feature_->shape_pointer : pointer_of(property),
              property.empty() ? "expected a Polygon: no property is named for the " + what
                               : "expected the " + what + ", in metres above 0 and at most 10000");
    return std::nullopt;
  }

  std::string read_kind() {
    std::string kind = word_of(feature_->property(properties_.kind));
    if (!is_text(kind)) {
      report(pointer_of(properties_.kind), "expected UTF-8 of at most 200 bytes", false);
      kind.clear();
    }
    return kind;
  }

  std::vector<std::vector<std::string>> read_levels() {
    std::vector<std::vector<std::string>> hierarchies;
    for (const auto& levels : properties_.levels) {
      std::vector<std::string>& path = hierarchies.emplace_back();
      for (const std::string& level : levels) {
        const std::string name = level_name(word_of(feature_->property(level)));
        if (name.empty()) {
          report(pointer_of(level), "expected the name of a level", false);
          break;
        }
        path.push_back(name);
      }
    }
    return hierarchies;
  }

  std::vector<red_window> read_red_windows() {
    const map_value& value = feature_->property(properties_.red_windows);
    if (std::holds_alternative<std::monostate>(value) || value == map_value{std::string{}}) {
      return {};
    }
    auto windows = decode_red_windows(word_of(value));
    if (!windows) {
      report(pointer_of(properties_.red_windows),
             "column " + std::to_string(windows.error().column) + ": expected " +
                 windows.error().expected,
             false);
      return {};
    }
    return *windows;
  }

  const zone_properties& properties_;
  zone_shapes shapes_;
  const map_feature* feature_ = nullptr;
  std::size_t index_ = 0;
  std::string label_;
  std::set<std::string, std::less<>> names_;
  std::vector<zone> zones_;
  std::vector<gate_line> gates_;
  std::vector<zone_finding> findings_;
};

std::vector<std::string> all_of(const zone_properties& properties) {
  std::vector<std::string> names{properties.name,
                                 properties.kind,
                                 properties.red_windows,
                                 properties.radius,
                                 properties.half_width};
  for (const auto& levels : properties.levels) {
    names.insert(names.end(), levels.begin(), levels.end());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

coordinate_system system_of(const zone_file& file, const map_features& features) {
  const std::string& definition = file.crs.empty() ? features.crs() : file.crs;
  try {
    return {definition, file.grid_folder};
  } catch (const std::runtime_error& error) {
    throw map_file_error{file.path.string() + ": coordinates in \"" + definition.substr(0, 80) +
                         "\": " + error.what()};
  }
}

}  // namespace

zone_import import_zones(const zone_file& file,
                         const zone_properties& properties,
                         const local_plane& plane,
                         metres reach) {
  const auto features = open_map_features(file, all_of(properties));
  const coordinate_system system = system_of(file, *features);
  const to_plane projected = [&](double x, double y) -> expected<plane_point, std::string> {
    const auto at = system.to_wgs84(x, y);
    if (!at) {
      return unexpected{"expected " + system.expected()};
    }
    const auto on_plane = plane.project(*at);
    if (!on_plane) {
      return unexpected{std::string{"too far from the origin of the plane"}};
    }
    return *on_plane;
  };
  feature_reader reader{properties, plane};
  features->read(projected, [&reader](const map_feature& feature) { reader.read(feature); });
  return reader.finish(reach, system.how());
}

std::optional<position> find_position(const zone_file& file) {
  const auto features = open_map_features(file, {});
  const coordinate_system system = system_of(file, *features);
  std::optional<position> found;
  const to_plane first_one = [&](double x, double y) -> expected<plane_point, std::string> {
    if (!found) {
      found = system.to_wgs84(x, y);
    }
    return plane_point{};
  };
  features->read(first_one, [](const map_feature&) {});
  return found;
}

}  // namespace beatwatch
