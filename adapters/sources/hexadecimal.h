#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace beatwatch {

/// The value of exactly two hexadecimal digits of either case.
std::optional<std::uint8_t> hex_to_octet(std::string_view digits);

/// Any number of octets, two digits each, nothing between them.
std::optional<std::string> hex_to_octets(std::string_view digits);

}  // namespace beatwatch
