#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Why text is not an event of Cursor-on-Target, in the order in which the checks stand.
enum class cot_error : std::uint8_t {
  doctype_forbidden,
  bad_xml,  ///< or longer than `cot_size_max`
  not_an_event,
  missing_attribute,  ///< or the point itself
  unsupported_version,
  bad_time,
  bad_number,
  out_of_range,
};
inline constexpr std::size_t cot_error_count = 8;

/// The label, spelt like the enumerator.
std::string_view to_string(cot_error error);

inline constexpr std::size_t cot_size_max = 65'536;

/// One event of the TAK world. Source: MITRE CoT Base-Event 2.0. Absent is what the event leaves
/// out, or says is unknown.
struct cot_event {
  std::string uid;
  std::string type;  ///< "a-f-G-E-V"
  std::string how;   ///< "m-g": from satellites
  instant time;
  instant start;
  instant stale;  ///< from then on it is no longer part of the picture
  position at;
  std::optional<double> height_m;  ///< above the ellipsoid
  std::optional<double> circular_error_m;
  std::optional<double> linear_error_m;
  std::optional<std::string> callsign;
  std::optional<double> course_deg;
  std::optional<double> speed_mps;
  std::optional<bool> emergency;  ///< false: cancelled
};

expected<cot_event, cot_error> decode_cot(std::string_view document);

/// The event as JSON, or {"error": label}.
std::string cot_json(std::string_view document);

}  // namespace beatwatch
