#pragma once
#include <optional>
#include <vector>

#include "engine/base/units.h"
#include "engine/change.h"

namespace beatwatch {

struct state;

/// When the engine next needs a tick: on the grid of `publish_interval`, after the last one.
std::optional<instant> next_deadline(const state& s);

/// Publishes what has waited for the tick, and which units have fallen silent.
void take_tick(state& s, std::vector<change>& changes);

}  // namespace beatwatch
