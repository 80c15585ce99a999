#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/units.h"

namespace beatwatch {

/// Reads "2026-05-01T21:00:00Z" or "...:00.250+01:00": RFC 3339, where the offset is never left
/// out. Decimals beyond the millisecond are cut off; second 60 is the start of the next minute.
/// Empty when `text` is anything else, or not within the years 1970 ... 2199.
std::optional<instant> parse_rfc3339(std::string_view text);

/// "2026-05-01T21:00:00.000Z". `t` must lie within the years 0 ... 9999.
std::string format_rfc3339(instant t);

}  // namespace beatwatch
