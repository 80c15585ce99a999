#pragma once

namespace beatwatch {

/// Prints the broken invariant and aborts.
[[noreturn]] void invariant_broken(const char* invariant);

/// Our own bug: prints `invariant` and aborts, in every build. Never for bad data or a bad disk.
inline void check(bool holds, const char* invariant) {
  if (!holds) [[unlikely]] {
    invariant_broken(invariant);
  }
}

}  // namespace beatwatch
