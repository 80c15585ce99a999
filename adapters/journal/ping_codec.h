#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

// Pings are 99 % of the load: they go between memory and the wire format of `beatwatch.v1.Event`
// without a generated message between. `journal_codec` falls back to the generated code, which is
// also the oracle of the tests.

/// Appends `Batch.events` with one event that holds a ping, in the bytes that the generated code
/// gives. `e` passes `fault_of`.
void append_ping_event(const event& e, std::vector<std::byte>& batch);

/// Reads one `Event` as `append_ping_event` writes it. False for everything that is not plainly so
/// (another kind, order or size of fields): the generated code then decides. After true, bounds are
/// still to be checked.
[[nodiscard]] bool decode_ping_event(std::span<const std::byte> bytes, event& out);

}  // namespace beatwatch
