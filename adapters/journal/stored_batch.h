#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/journal/journal_codec.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Where a journal stands after a row: what the next one is chained to.
struct journal_position {
  std::uint64_t events = 0;  ///< events up to here: the number of the last one
  instant last_received_at;  ///< of that event; 1970 when there is none
  digest events_digest{};    ///< chain over the rows: numbers, events, digest of changes
  digest changes_digest{};   ///< chain over the changes
  friend bool operator==(const journal_position&, const journal_position&) = default;
};

/// One row of a journal as it is on disk.
struct stored_batch {
  std::uint64_t first_event = 0;
  std::uint64_t count = 0;
  std::vector<std::byte> packed;  ///< `Batch`, by zstd
  journal_position after;
};

inline constexpr std::size_t stored_batch_events_max = 32'768;
inline constexpr std::size_t stored_batch_bytes_max = std::size_t{256} << 20U;  ///< unpacked
inline constexpr std::size_t checkpoint_slice_size = std::size_t{1} << 20U;  ///< unpacked, at most

/// The position after a row of `count` events, serialised as `batch`, that follows `before`.
journal_position advance(const journal_position& before,
                         std::uint64_t count,
                         instant last_received_at,
                         std::span<const std::byte> batch,
                         const digest& changes_digest);

/// The events of a row, when it follows `before` and all of it is as it was written; otherwise what
/// is wrong with it, for an operator.
expected<std::vector<event>, std::string> open_batch(const stored_batch& row,
                                                     const journal_position& before,
                                                     event_codec& codec);

}  // namespace beatwatch
