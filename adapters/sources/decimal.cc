#include "adapters/sources/decimal.h"

#include <algorithm>
#include <cstddef>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::size_t whole_digits_max = 9;
constexpr std::size_t fraction_digits_max = 20;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<std::int64_t> parse_decimal(std::string_view text, int places) {
  check(places >= 0 && places <= 9, "a decimal has 0 to 9 places");
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const auto point = text.find('.');
  const bool has_point = point != std::string_view::npos;
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = has_point ? text.substr(point + 1) : std::string_view{};
  if (whole.empty() || whole.size() > whole_digits_max || !all_digits(whole) ||
      fraction.empty() == has_point || fraction.size() > fraction_digits_max ||
      !all_digits(fraction)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char c : whole) {
    value = value * 10 + (c - '0');
  }
  const auto digits = static_cast<std::size_t>(places);
  for (std::size_t i = 0; i < digits; ++i) {
    value = value * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
  }
  if (fraction.size() > digits && fraction[digits] >= '5') {
    ++value;
  }
  return negative ? -value : value;
}

}  // namespace beatwatch
