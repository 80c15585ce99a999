#pragma once
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace beatwatch {

/// A finite decimal number, with or without exponent, and nothing around it.
inline std::optional<double> parse_real(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  const bool whole = failure == std::errc{} && stop == end;
  return whole && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

}  // namespace beatwatch
