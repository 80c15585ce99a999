#include "engine/model/unit_status.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, 8> words{
    "unknown", "off_duty", "available", "assigned", "en_route", "on_scene", "busy", "at_station"};

}  // namespace

std::string_view to_string(unit_status status) {
  return words.at(static_cast<std::size_t>(status));
}

std::optional<unit_status> parse_unit_status(std::string_view word) {
  const auto* const found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) {
    return std::nullopt;
  }
  return static_cast<unit_status>(std::distance(words.begin(), found));
}

}  // namespace beatwatch
