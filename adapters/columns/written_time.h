#pragma once
#include <optional>
#include <string_view>

#include "engine/base/units.h"

namespace beatwatch {

/// A time as somebody wrote it.
struct written_time {
  instant civil;                   ///< what stands there, as if it were UTC
  std::optional<duration> offset;  ///< local time minus UTC, where it stands there too
};

/// Reads `text` by `format`:
///   %Y %y      year of four digits, or of two in 2000 ... 2099
///   %m %b      month as a number, or by its English name or the first three letters of it
///   %d         day
///   %H, %I %p  hour of 24, or of 12 with AM or PM
///   %M %S %f   minute, second, decimals of it
///   %z         offset: Z, +01:00, +0100 or +01
/// Numbers may lack leading zeros; a blank stands for any number of blanks, everything else for
/// itself. Second 60 is the start of the next minute. Empty when the text is anything else, or no
/// date.
std::optional<written_time> parse_written_time(std::string_view text, std::string_view format);

/// Whether `format` names year, month, day, hour and minute, each once, and nothing unknown.
bool is_time_format(std::string_view format);

/// Reads "Z", "+01:00", "+0100" or "-1": local time minus UTC, less than 24 hours.
std::optional<duration> parse_utc_offset(std::string_view text);

}  // namespace beatwatch
