#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "engine/event.h"
#include "replay/send_window.h"

namespace beatwatch {

/// The `EventBatch` of `events`, all of one source and with numbers that rise; not empty.
/// `previous_seq` is the number before the first one, 0 for none.
outgoing_batch make_event_batch(std::span<const event> events, std::uint64_t previous_seq);

}  // namespace beatwatch
