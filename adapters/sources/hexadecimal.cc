#include "adapters/sources/hexadecimal.h"

#include <cstddef>

namespace beatwatch {
namespace {

/// -1: not a digit.
int value_of(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

bool is_hex_digit(char c) { return value_of(c) >= 0; }

std::optional<std::uint8_t> hex_to_octet(std::string_view digits) {
  if (digits.size() != 2) {
    return std::nullopt;
  }
  const int high = value_of(digits[0]);
  const int low = value_of(digits[1]);
  if (high < 0 || low < 0) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(high * 16 + low);
}

std::optional<std::string> hex_to_octets(std::string_view digits) {
  std::string octets;
  octets.reserve(digits.size() / 2);
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto octet = hex_to_octet(digits.substr(i, 2));
    if (!octet) {
      return std::nullopt;
    }
    octets.push_back(static_cast<char>(*octet));
  }
  return octets;
}

std::string octets_to_hex(std::span<const std::byte> octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * octets.size());
  for (const std::byte octet : octets) {
    text.push_back(digits[std::to_integer<std::size_t>(octet >> 4U)]);
    text.push_back(digits[std::to_integer<std::size_t>(octet & std::byte{0xf})]);
  }
  return text;
}

}  // namespace beatwatch
