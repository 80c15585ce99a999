#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace beatwatch {

/// A decimal number, "-1.13" or "12", as a whole number of 10^-`places`, rounded half away from
/// zero; exact, whatever the locale. Empty when `text` is anything else, an exponent included, or
/// its value or its number of digits does not fit: at most 9 digits before the point and 20 behind.
/// `places` is 0 ... 9.
std::optional<std::int64_t> parse_decimal(std::string_view text, int places);

}  // namespace beatwatch
