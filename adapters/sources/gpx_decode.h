#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Why text is not a track in GPX 1.1, in the order in which the checks stand; of several points
/// the first with a fault names the error.
enum class gpx_error : std::uint8_t {
  doctype_forbidden,
  bad_xml,  ///< or longer than `gpx_size_max`
  not_gpx_1_1,
  missing_attribute,
  bad_number,
  out_of_range,
  bad_time,
};
inline constexpr std::size_t gpx_error_count = 7;

/// The label, spelt like the enumerator.
std::string_view to_string(gpx_error error);

inline constexpr std::size_t gpx_size_max = std::size_t{64} << 20U;

/// A point of a track. GPX 1.1 has neither speed nor course.
/// Source: www.topografix.com/GPX/1/1.
struct gpx_point {
  position at;
  std::optional<double> elevation_m;
  std::optional<instant> time;
  std::optional<std::string> fix;  ///< "none", "2d", "3d", "dgps", "pps"
  std::optional<int> satellites;
  std::optional<double> hdop;
};

/// The points of all tracks, in their order; those of routes and waypoints are not where anybody
/// has been.
expected<std::vector<gpx_point>, gpx_error> decode_gpx(std::string_view document);

/// The points as JSON, or {"error": label}.
std::string gpx_json(std::string_view document);

}  // namespace beatwatch
