#pragma once
#include <optional>

#include "adapters/journal/event_bounds.h"
#include "beatwatch/v1/event.pb.h"
#include "engine/event.h"

namespace beatwatch {

/// Replaces `out` by what the message says, with lists in canonical order. Empty when every field
/// that is needed is there and fits its type; the bounds of `fault_of` are still to be checked.
std::optional<event_error> wire_to_event(const v1::Event& message, event& out);

}  // namespace beatwatch
