#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/look_ahead.h"

namespace beatwatch {

struct state;

/// Puts a ping into the track of its device and lets the zones and units know; or rejects it, with
/// the reason as a change.
void take_ping(state& s,
               const std::string& source,
               const ping& p,
               const ping_preview& preview,
               std::vector<change>& changes);

/// Reads every leg of the device that touches `within` anew, by the roster and the zones that are
/// in force now. Returns the time over which it did, from fix to fix, if it has any.
std::optional<interval> reread_device(state& s,
                                      device_id id,
                                      interval within,
                                      std::vector<change>& changes);

}  // namespace beatwatch
