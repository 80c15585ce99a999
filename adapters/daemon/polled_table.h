#pragma once
#include <cstddef>
#include <functional>

#include "adapters/daemon/table_mappers.h"

namespace beatwatch {

/// Something outside that is asked for what is new. Called on a thread of its own, but for
/// `interrupt`.
class polled_table {
 public:
  /// Rows handed over at once, at most.
  static constexpr std::size_t batch_rows_max = 1'000;

  /// Returns once what it was given is on disk; false: the server stops.
  using hand_over = std::function<bool(mapped_batch)>;

  polled_table() = default;
  virtual ~polled_table() = default;
  polled_table(const polled_table&) = delete;
  polled_table& operator=(const polled_table&) = delete;

  /// Hands over everything that is new. Throws `std::runtime_error` with one line when it cannot be
  /// asked; what was handed over before is not handed over again.
  virtual void poll(const hand_over& hand) = 0;

  /// From any thread: a call of `poll` that waits for an answer gives up.
  virtual void interrupt() = 0;
};

}  // namespace beatwatch
