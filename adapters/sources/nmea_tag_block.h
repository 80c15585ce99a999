#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/expected.h"
#include "engine/base/units.h"

namespace beatwatch {

/// Why the TAG block before a sentence is not one, in the order of the checks.
enum class nmea_tag_error : std::uint8_t {
  tag_not_closed,     ///< no second `\` within `nmea_tag_block_max` characters
  tag_bad_character,  ///< an octet outside 32-126
  tag_missing_checksum,
  tag_bad_checksum_field,
  tag_checksum_mismatch,
  tag_bad_field,  ///< not `letter:value`, or the same letter twice for `s` or `c`
  tag_bad_time,   ///< `c:` is not a whole number of at most 13 digits
};
inline constexpr std::size_t nmea_tag_error_count = 7;

/// The label, spelt like the enumerator.
std::string_view to_string(nmea_tag_error error);

inline constexpr std::size_t nmea_tag_block_max = 256;

/// A line cut at its TAG block; views into the line.
struct nmea_tagged_line {
  std::string_view source;      ///< `s:`, who sent it; empty when not given
  std::optional<instant> time;  ///< `c:`, UNIX time in seconds or, from 1e11 on, in milliseconds
  std::string_view sentence;    ///< what follows
};

/// Reads `\s:NAME,c:1700000000*hh\$GP...`, the TAG block of NMEA 0183 4.0. Other letters (`d` `g`
/// `i` `n` `r` `t` ...) are passed over. A line that does not start with `\` has none and is all
/// sentence. The source is not checked against the rule for names.
expected<nmea_tagged_line, nmea_tag_error> decode_tag_block(std::string_view line);

}  // namespace beatwatch
