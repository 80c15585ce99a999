#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>

namespace beatwatch {

inline constexpr std::size_t name_length_max = 64;

/// A character of the rule for names, [A-Za-z0-9_.-].
constexpr bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

/// The rule for every outside name, of a unit, device, zone, source ...: [A-Za-z0-9_.-]{1,64}.
/// Names are compared bytewise.
constexpr bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= name_length_max &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

}  // namespace beatwatch
