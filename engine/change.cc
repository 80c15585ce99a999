#include "engine/change.h"

#include <array>

namespace beatwatch {

std::string_view to_string(ping_reject reason) {
  constexpr std::array<std::string_view, ping_reject_count> words{"duplicate",
                                                                  "conflicting",
                                                                  "in_future",
                                                                  "beyond_horizon",
                                                                  "null_island",
                                                                  "outside_plane",
                                                                  "impossible_speed"};
  return words.at(static_cast<std::size_t>(reason));
}

std::string_view to_string(visit_state state) {
  constexpr std::array<std::string_view, 4> words{"open", "closed", "settled", "withdrawn"};
  return words.at(static_cast<std::size_t>(state));
}

std::string_view to_string(pass_certainty certainty) {
  constexpr std::array<std::string_view, 3> words{"possible", "likely", "proved"};
  return words.at(static_cast<std::size_t>(certainty));
}

std::string_view to_string(gate reason) {
  constexpr std::array<std::string_view, 9> words{"off_duty",
                                                  "status",
                                                  "status_too_old",
                                                  "skill",
                                                  "vehicle",
                                                  "fix_too_old",
                                                  "already_assigned",
                                                  "unreachable",
                                                  "slower"};
  return words.at(static_cast<std::size_t>(reason));
}

std::string_view to_string(device_health health) {
  constexpr std::array<std::string_view, 3> words{"positioned", "no_fix", "silent"};
  return words.at(static_cast<std::size_t>(health));
}

std::string_view to_string(holder_doubt doubt) {
  constexpr std::array<std::string_view, 4> words{
      "none", "no_call_sign", "moves_with_other", "swapped"};
  return words.at(static_cast<std::size_t>(doubt));
}

}  // namespace beatwatch
