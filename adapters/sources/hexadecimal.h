#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace beatwatch {

/// Of either case.
bool is_hex_digit(char c);

/// The value of exactly two hexadecimal digits of either case.
std::optional<std::uint8_t> hex_to_octet(std::string_view digits);

/// Any number of octets, two digits each, nothing between them.
std::optional<std::string> hex_to_octets(std::string_view digits);

/// Two lower-case digits for each octet.
std::string octets_to_hex(std::span<const std::byte> octets);

}  // namespace beatwatch
