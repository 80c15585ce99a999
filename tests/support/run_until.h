#pragma once
#include <chrono>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// Runs `loop` until `holds()`; false when it still does not after a minute, which is time enough
/// on any machine.
template <typename Predicate>
[[nodiscard]] bool run_until(asio::io_context& loop, Predicate holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) {
      return false;
    }
    loop.run_for(std::chrono::milliseconds{5});
  }
  return true;
}

}  // namespace beatwatch
