#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace beatwatch {

/// What an alarm is about. In rising order of how long it can wait.
enum class alarm_rule : std::uint8_t {
  emergency,     ///< somebody pressed the button
  unit_silent,   ///< nothing is heard of a unit that was sent somewhere
  source_stale,  ///< nothing is heard of any device of a source
  red_time,      ///< red zones of a sector that nobody was at, while it can still be mended
};
inline constexpr std::size_t alarm_rule_count = 4;

/// As ANSI/ISA-18.2 and EEMUA 191 have it.
enum class alarm_state : std::uint8_t {
  unacknowledged,  ///< annunciated; nobody has said that they saw it
  acknowledged,    ///< it stands, and somebody deals with it
  returned,        ///< returned to normal, and nobody has said that they saw it
  shelved,         ///< somebody put it away until an instant, for a reason
  normal,          ///< it is over
};
inline constexpr std::size_t alarm_state_count = 5;

/// What an operator does to an alarm.
enum class alarm_action : std::uint8_t { acknowledge, shelve, unshelve };
inline constexpr std::size_t alarm_action_count = 3;

/// The words used in files and on every screen: "emergency", "unacknowledged", "shelve", ...
std::string_view to_string(alarm_rule rule);
std::string_view to_string(alarm_state state);
std::string_view to_string(alarm_action action);
std::optional<alarm_action> parse_alarm_action(std::string_view word);

}  // namespace beatwatch
