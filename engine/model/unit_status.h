#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace beatwatch {

/// What command and control says a unit is doing.
enum class unit_status : std::uint8_t {
  unknown,  ///< never told
  off_duty,
  available,  ///< unallocated: on patrol, may be sent
  assigned,   ///< committed: told of an incident, not moving yet
  en_route,   ///< committed
  on_scene,   ///< committed
  busy,       ///< committed otherwise: custody, statement, meal
  at_station,
};

/// The word used in files and on every screen: "available", "en_route", ...
std::string_view to_string(unit_status status);
std::optional<unit_status> parse_unit_status(std::string_view word);

}  // namespace beatwatch
