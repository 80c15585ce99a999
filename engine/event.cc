#include "engine/event.h"

#include <array>

namespace beatwatch {

std::string_view to_string(ping_trigger trigger) {
  constexpr std::array<std::string_view, 7> words{
      "unknown", "interval", "distance", "status", "emergency", "power", "request"};
  return words.at(static_cast<std::size_t>(trigger));
}

std::string_view to_string(device_signal signal) {
  constexpr std::array<std::string_view, 3> words{"no_fix", "status", "emergency"};
  return words.at(static_cast<std::size_t>(signal));
}

std::string_view to_string(priority_state state) {
  constexpr std::array<std::string_view, 4> words{"none", "proposed", "agreed", "closed"};
  return words.at(static_cast<std::size_t>(state));
}

}  // namespace beatwatch
