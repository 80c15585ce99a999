#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/expected.h"

namespace beatwatch {

/// Why a line is not a sentence, in the order in which the checks stand: of several faults the
/// first names the error.
enum class nmea_error : std::uint8_t {
  line_too_long,  ///< more than `nmea_line_max` characters
  no_start_delimiter,
  bad_character,  ///< an octet outside 32-126, or a second `$`
  missing_checksum,
  bad_checksum_field,  ///< not exactly two hexadecimal digits
  checksum_mismatch,
  unsupported_sentence,
  too_few_fields,
  bad_time,
  bad_date,
  bad_status,      ///< status, mode or navigational status is not what it can be
  bad_coordinate,  ///< malformed, minutes 60 or more, or one part without the other
  out_of_range,
  bad_hemisphere,
  bad_number,  ///< malformed, or a value that cannot be: a negative speed, a course beyond 360
};
inline constexpr std::size_t nmea_error_count = 15;

/// The label, spelt like the enumerator.
std::string_view to_string(nmea_error error);

/// Nominally 82; receivers of high precision send more.
inline constexpr std::size_t nmea_line_max = 256;

/// The parts of a sentence whose checksum holds; views into the line.
struct nmea_frame {
  /// All that the sentences read here can hold; those behind are counted but not kept.
  static constexpr std::size_t fields_max = 24;

  std::array<std::string_view, fields_max> fields;  ///< fields[0] is the tag: talker and type
  std::size_t count = 0;                            ///< of fields, tag included

  /// Empty when there are fewer fields.
  [[nodiscard]] std::string_view field(std::size_t i) const {
    return i < fields_max ? fields.at(i) : std::string_view{};
  }
};

/// The exclusive-or of every octet.
std::uint8_t nmea_checksum(std::string_view body);

/// Checks `$...*hh`, with or without CR LF behind it, down to its checksum.
expected<nmea_frame, nmea_error> split_nmea_frame(std::string_view line);

}  // namespace beatwatch
