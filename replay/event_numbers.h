#pragma once
#include <cstdint>

#include "engine/base/units.h"

namespace beatwatch {

/// Numbers of a source after this one are above every number that was given to it before, by
/// whatever run of this tool: for events that are sent because they are there now.
constexpr std::uint64_t number_before(instant now) {
  return static_cast<std::uint64_t>(instant_to_ms(now)) << 20U;
}

/// The number of a move of a driven clock: that of a later one is higher, whoever sends it.
constexpr std::uint64_t number_of_move(instant to) {
  return static_cast<std::uint64_t>(instant_to_ms(to));
}

}  // namespace beatwatch
