#include "engine/model/alarm.h"

#include <algorithm>
#include <array>

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, alarm_action_count> action_words{
    "acknowledge", "shelve", "unshelve"};

}  // namespace

std::string_view to_string(alarm_rule rule) {
  constexpr std::array<std::string_view, alarm_rule_count> words{
      "emergency", "unit_silent", "source_stale", "red_time"};
  return words.at(static_cast<std::size_t>(rule));
}

std::string_view to_string(alarm_state state) {
  constexpr std::array<std::string_view, alarm_state_count> words{
      "unacknowledged", "acknowledged", "returned", "shelved", "normal"};
  return words.at(static_cast<std::size_t>(state));
}

std::string_view to_string(alarm_action action) {
  return action_words.at(static_cast<std::size_t>(action));
}

std::optional<alarm_action> parse_alarm_action(std::string_view word) {
  const auto* const found = std::find(action_words.begin(), action_words.end(), word);
  return found == action_words.end()
             ? std::nullopt
             : std::optional{static_cast<alarm_action>(found - action_words.begin())};
}

}  // namespace beatwatch
