#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/journal/event_bounds.h"
#include "adapters/journal/journal_codec.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

inline constexpr std::size_t sent_batch_bytes_max = 1 << 20;
inline constexpr std::size_t sent_batch_events_max = 10'000;

/// What a client of the native channel sent in one `EventBatch`.
struct sent_batch {
  std::string source;
  std::vector<event>
      events;  ///< usable ones, with `source`; `received_at` is for the server to set
  std::optional<std::uint64_t> previous_seq;  ///< last one sent before, if not acknowledged
  std::uint64_t last_seq = 0;  ///< highest `source_seq` of all, usable or not; 0: none
  std::uint32_t rejected = 0;  ///< events that are not usable, whose number is then used up
  std::array<std::uint32_t, event_error_count> rejected_by_reason{};
  std::optional<batch_fault> first_rejected;
};

/// Decodes an `EventBatch`; pure, and never throws, whatever the bytes. An error means that nothing
/// of it can be attributed: not the wire format, no valid source, more than the bounds above. One
/// bad event is rejected alone. Events that only the server itself makes (ticks, clock steps,
/// counts, activations) are rejected; `clock_advanced` passes: whether the clock is driven is known
/// to the server.
expected<sent_batch, event_error> decode_sent_batch(std::span<const std::byte> bytes,
                                                    event_codec& codec);

}  // namespace beatwatch
