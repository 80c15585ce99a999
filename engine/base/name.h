#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace beatwatch {

inline constexpr std::size_t name_size_max = 64;

namespace name_detail {
constexpr std::array<bool, 256> characters() {
  std::array<bool, 256> allowed{};
  for (const char c :
       std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"}) {
    allowed.at(static_cast<unsigned char>(c)) = true;
  }
  return allowed;
}
inline constexpr std::array<bool, 256> allowed = characters();
}  // namespace name_detail

constexpr bool is_name_character(char c) {
  return name_detail::allowed[static_cast<unsigned char>(c)];
}

/// The rule for every outside name, of a unit, device, source, zone, incident, skill ...:
/// [A-Za-z0-9_.-]{1,64}. Names are compared bytewise.
constexpr bool is_name(std::string_view word) {
  return !word.empty() && word.size() <= name_size_max &&
         std::all_of(word.begin(), word.end(), is_name_character);
}

}  // namespace beatwatch
