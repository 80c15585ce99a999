#include "adapters/maps/speed_limit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace beatwatch {
namespace {

constexpr double mmps_per_kmh = 1e6 / 3600.0;
constexpr double mmps_per_mph = 447.04;
constexpr double mmps_per_knot = 1852e3 / 3600.0;

struct named_limit {
  std::string_view name;
  double kmh;
};

// By country first, then the type alone.
constexpr std::array<named_limit, 18> national_limits{{
    {"GB:nsl_single", 60 * 1.609344},
    {"GB:nsl_dual", 70 * 1.609344},
    {"GB:nsl_restricted", 30 * 1.609344},
    {"GB:urban", 30 * 1.609344},
    {"GB:motorway", 70 * 1.609344},
    {"DE:rural", 100},
    {"DE:motorway", 130},
    {"AT:rural", 100},
    {"AT:motorway", 130},
    {"FR:rural", 80},
    {"FR:motorway", 130},
    {"urban", 50},
    {"rural", 90},
    {"trunk", 100},
    {"motorway", 120},
    {"living_street", 7},
    {"bicycle_road", 30},
    {"walk", 7},
}};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<double> named_limit_kmh(std::string_view name) {
  const auto* const found =
      std::find_if(national_limits.begin(), national_limits.end(), [&](const named_limit& limit) {
        return limit.name == name;
      });
  return found == national_limits.end() ? std::nullopt : std::optional{found->kmh};
}

std::optional<double> number_with_unit_mmps(std::string_view text) {
  double number = 0.0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) {
    return std::nullopt;
  }
  const std::string_view unit = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
  if (unit.empty() || unit == "km/h" || unit == "kmh" || unit == "kph") {
    return number * mmps_per_kmh;
  }
  if (unit == "mph") {
    return number * mmps_per_mph;
  }
  return unit == "knots" ? std::optional{number * mmps_per_knot} : std::nullopt;
}

// "DE:urban", "RO:rural", "BE:zone30", "DE:zone:30".
std::optional<double> national_limit_mmps(std::string_view text) {
  if (const auto kmh = named_limit_kmh(text)) {
    return *kmh * mmps_per_kmh;
  }
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view type = text.substr(colon + 1);
  if (type.substr(0, 4) == "zone") {
    const std::string_view zone = type.substr(4);
    return number_with_unit_mmps(zone.substr(0, 1) == ":" ? zone.substr(1) : zone);
  }
  const auto kmh = named_limit_kmh(type);
  return kmh ? std::optional{*kmh * mmps_per_kmh} : std::nullopt;
}

std::optional<double> one_limit_mmps(std::string_view text) {
  if (text == "none") {
    return 130.0 * mmps_per_kmh;
  }
  const auto number = number_with_unit_mmps(text);
  return number ? number : national_limit_mmps(text);
}

}  // namespace

std::optional<std::uint32_t> parse_speed_limit_mmps(std::string_view text) {
  std::optional<double> lowest;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const auto limit = one_limit_mmps(trimmed(text.substr(0, end)));
    if (!limit || !(*limit >= mmps_per_kmh && *limit <= 300.0 * mmps_per_kmh)) {
      return std::nullopt;
    }
    lowest = lowest ? std::min(*lowest, *limit) : *limit;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!lowest) {
    return std::nullopt;
  }
  const double half_up = *lowest + 0.5;
  return static_cast<std::uint32_t>(half_up);
}

}  // namespace beatwatch
