#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/maps/plane_shape.h"
#include "engine/base/expected.h"

namespace beatwatch {

/// A file of zones, and how its coordinates are to be read.
struct zone_file {
  std::filesystem::path path;         ///< empty: none
  std::string layer;                  ///< of a GeoPackage; empty: the only one
  std::string crs;                    ///< instead of what the file says; empty: as the file says
  std::filesystem::path grid_folder;  ///< where PROJ looks for grids too; empty: nowhere else
};

/// Neither text nor a number: a truth value, an array, bytes.
struct other_value {
  friend bool operator==(other_value, other_value) = default;
};
/// What a property is; `std::monostate`: absent or null.
using map_value = std::variant<std::monostate, std::string, std::int64_t, double, other_value>;

struct map_feature {
  std::string id;                 ///< as the file numbers it; empty: not
  std::string pointer;            ///< to it
  std::string shape_pointer;      ///< to its geometry
  std::string property_pointers;  ///< and "/NAME" makes the pointer to a property
  bool is_feature = true;         ///< false: something else, and nothing below is set
  std::map<std::string, map_value, std::less<>> properties;  ///< of those asked for
  expected<plane_shape, map_finding> shape = plane_shape{};

  /// Absent for an empty name.
  [[nodiscard]] const map_value& property(std::string_view name) const;
};

/// The features of a map file, opened and its frame checked, whatever its format.
class map_features {
 public:
  map_features() = default;
  map_features(const map_features&) = delete;
  map_features& operator=(const map_features&) = delete;
  virtual ~map_features() = default;

  /// The coordinate reference system that the file names, as PROJ reads it; empty: WGS 84.
  [[nodiscard]] virtual std::string crs() const = 0;
  /// Each feature in turn. Throws `map_file_error` when the file ends or breaks before its end.
  virtual void read(const to_plane& projected, const std::function<void(map_feature)>& each) = 0;
};

/// Opens a GeoPackage (OGC 12-128r18) or else a GeoJSON FeatureCollection (RFC 7946), plain or
/// gzip, of at most 256 MiB of text; `properties` are those to be read. Throws `map_file_error` for
/// a file that cannot be read or is neither, and for a layer or a column that a GeoPackage does not
/// have.
std::unique_ptr<map_features> open_map_features(const zone_file& file,
                                                std::vector<std::string> properties);

}  // namespace beatwatch
