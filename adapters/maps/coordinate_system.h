#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/geo/position.h"

namespace beatwatch {

/// The coordinates of a map file as degrees of WGS 84. What is not WGS 84 already goes through
/// PROJ, the library that knows how. Not for two threads at once.
class coordinate_system {
 public:
  /// `definition`: as PROJ reads it, such as "EPSG:27700", a URN of the OGC, or well-known text;
  /// empty: WGS 84. Grids of corrections are looked for in `grid_folder` too, if one is named.
  /// Throws `std::runtime_error` when PROJ does not know it, or has no way to WGS 84.
  coordinate_system(const std::string& definition, const std::filesystem::path& grid_folder);
  ~coordinate_system();
  coordinate_system(coordinate_system&&) noexcept;
  coordinate_system& operator=(coordinate_system&&) noexcept;

  /// `x` is to the east and `y` to the north: longitude and latitude where they are degrees. Empty
  /// when they are no numbers, or no place of this system.
  [[nodiscard]] std::optional<position> to_wgs84(double x, double y) const;

  /// What `x` and `y` should be, as a message says it.
  [[nodiscard]] std::string expected() const;

  /// How the places turned so far got to WGS 84, how exact PROJ says that is, and which grid would
  /// do better but is not there. Empty for WGS 84, and before the first place.
  [[nodiscard]] std::string how() const;

 private:
  class proj_operation;

  std::string name_;
  std::unique_ptr<proj_operation> operation_;  ///< null: WGS 84
};

}  // namespace beatwatch
