#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/sources/stream_cut.h"
#include "engine/base/expected.h"
#include "engine/geo/position.h"

namespace beatwatch {

// Trimble ASCII Interface Protocol, as vehicle routers speak it. Source: Trimble Lassen-SK8 manual,
// appendix C.

/// Why text is not a report, in the order in which the checks stand.
enum class taip_error : std::uint8_t {
  no_start_delimiter,
  no_end_delimiter,
  bad_checksum_field,  ///< not exactly two hexadecimal digits
  checksum_mismatch,
  truncated,  ///< less than a qualifier and an identifier
  not_a_response,
  unsupported_message,
  bad_length,
  bad_field,     ///< a sign is missing, something is not a digit, or a time is not of a day
  out_of_range,  ///< coordinates
};
inline constexpr std::size_t taip_error_count = 10;

/// The label, spelt like the enumerator.
std::string_view to_string(taip_error error);

/// A stream without an end of a frame for longer than this is noise.
inline constexpr std::size_t taip_frame_max = 256;

/// In the order in which the fields of a message stand.
enum class taip_kind : std::uint8_t {
  position,
  compact_position,
  long_navigation,
  altitude,
  event
};

/// What the sender's checksum covers: receivers disagree whether its star belongs to it.
enum class taip_checksum : std::uint8_t { absent, with_star, without_star };

/// One report; views into the text. Absent is what its kind does not carry.
struct taip_report {
  taip_kind kind{};
  std::uint32_t time_of_day_ms = 0;  ///< GPS time, which some firmware has corrected to UTC
  std::optional<position> at;
  std::optional<double> altitude_m;  ///< above mean sea level
  std::optional<double> speed_mps;
  std::optional<double> vertical_speed_mps;
  std::optional<double> heading_deg;  ///< clockwise from true north
  std::optional<int> satellites;
  int fix_source = 9;  ///< 0 2D, 1 3D, 2 and 3 differential, 6 and 8 dead reckoning, 9 none
  int age = 0;         ///< 0 not available, 1 older than 10 s, 2 fresh

  struct event_time {
    int number = 0;  ///< means what the fleet has agreed on
    int gps_week = 0;
    int day_of_week = 0;  ///< 0 Sunday
  };
  std::optional<event_time> event;

  taip_checksum checksum = taip_checksum::absent;
  std::string_view vehicle_id;  ///< empty: not given
  std::string_view sequence;    ///< likewise
};

/// Whether the position may be plotted: its age is known, and there is a fix.
constexpr bool position_valid(const taip_report& report) {
  return (report.age == 1 || report.age == 2) && report.fix_source != 9;
}

/// Decodes the first frame of `text`; what stands before and behind it is noise. Parts `;KEY=value`
/// that nobody knows are passed over.
expected<taip_report, taip_error> decode_taip(std::string_view text);

/// "RPV", "RCP", "RLN", "RAL" or "REV".
std::string_view to_string(taip_kind kind);

/// From '>' to '<'. A line end after it is noise.
std::optional<stream_cut> cut_taip(std::string_view received);

}  // namespace beatwatch
