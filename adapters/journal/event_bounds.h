#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/name.h"
#include "engine/event.h"

namespace beatwatch {

/// Why bytes are not an event that the engine may see.
enum class event_error : std::uint8_t {
  malformed,            ///< not the wire format, or text that is not UTF-8
  no_body,              ///< no kind of event, or one of a later schema
  bad_name,             ///< absent, longer than 64, or a character outside A-Z a-z 0-9 _ . -
  bad_text,             ///< longer than `text_size_max`, not UTF-8, or a control character
  bad_hash,             ///< not 64 lower-case hexadecimal digits
  bad_time,             ///< absent, or outside 2000-01-01 ... 2100-01-01
  bad_interval,         ///< ends before or when it begins
  bad_position,         ///< absent, half absent, or off the globe
  out_of_range,         ///< another number or an enumerator beyond its bound
  too_many,             ///< elements in a list
  not_for_senders,      ///< an event that only the server itself makes
  sequence_not_rising,  ///< `source_seq` not above the one before it in the same batch
};
inline constexpr std::size_t event_error_count = 12;
/// The label under which it is counted: "bad_name", ...
std::string_view to_string(event_error error);

inline constexpr instant earliest_instant = ms_to_instant(946'684'800'000);  ///< 2000-01-01
inline constexpr instant latest_instant = ms_to_instant(4'102'444'800'000);  ///< 2100-01-01
inline constexpr std::size_t text_size_max = 200;
inline constexpr std::size_t list_size_max = 64;

inline constexpr std::uint32_t accuracy_cm_max = 10'000'000;  ///< 100 km
inline constexpr std::uint32_t speed_cmps_max = 15'000;
inline constexpr std::uint16_t heading_cdeg_max = 35'999;
inline constexpr std::uint64_t incident_version_max = std::uint64_t{1} << 53U;
inline constexpr std::uint32_t place_error_m_max = 1'000'000;
inline constexpr std::uint32_t plan_visits_max = 10'000;
inline constexpr std::uint32_t plan_minutes_max = 527'040;  ///< a leap year

/// At most `text_size_max` bytes of UTF-8 without control characters; may be empty.
bool is_text(std::string_view text);

/// A name, or two with a slash between them: "device" of any source, or "source/device".
bool is_device_pattern(std::string_view word);

/// The first bound that is broken; empty when the engine may see it. Every event passes here before
/// it is journalled or applied, whatever its source: the engine's arithmetic relies on it, and what
/// has passed can be read back.
std::optional<event_error> fault_of(const event_body& body);
std::optional<event_error> fault_of(const event& e);

}  // namespace beatwatch
