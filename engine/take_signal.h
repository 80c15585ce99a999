#pragma once
#include <string>
#include <vector>

#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

struct state;

/// A device is alive, though it gives no position; a status or an emergency is passed on.
void take_signal(state& s,
                 const std::string& source,
                 const device_heard& heard,
                 std::vector<change>& changes);

}  // namespace beatwatch
