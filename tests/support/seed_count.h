#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>

namespace beatwatch {

/// How many seeds a property is tried with: `usual`, or what BEATWATCH_SEEDS says.
inline std::uint64_t seed_count(std::uint64_t usual) {
  const char* const asked = std::getenv("BEATWATCH_SEEDS");
  return asked == nullptr ? usual : std::stoull(asked);
}

}  // namespace beatwatch
