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

/// Why text is not a location of OwnTracks, in the order in which the checks stand.
enum class owntracks_error : std::uint8_t {
  bad_json,        ///< or longer than `owntracks_size_max`
  not_a_location,  ///< another message of the application, or no object
  missing_field,   ///< lat, lon or tst
  bad_number,      ///< of another type, or a time that is of no year up to 9999
  out_of_range,
};
inline constexpr std::size_t owntracks_error_count = 5;

/// The label, spelt like the enumerator.
std::string_view to_string(owntracks_error error);

inline constexpr std::size_t owntracks_size_max = 65'536;

/// One location. Applications leave out what is zero, so absent is unknown.
/// Source: owntracks/booklet, docs/tech/json.md.
struct owntracks_location {
  position at;
  instant time;  ///< of the fix
  std::optional<instant> created_at;
  std::optional<double> accuracy_m;
  std::optional<double> altitude_m;
  std::optional<double> vertical_accuracy_m;
  std::optional<double> course_deg;
  std::optional<double> battery_pct;
  std::optional<double> speed_mps;
  std::optional<std::string> tid;  ///< two characters chosen by the user
  std::optional<std::string> topic;
  std::optional<std::string> trigger;
};

expected<owntracks_location, owntracks_error> decode_owntracks(std::string_view message);

/// The location as JSON, or {"error": label}.
std::string owntracks_json(std::string_view message);

}  // namespace beatwatch
