#pragma once
#include "engine/base/units.h"
#include "engine/path_memory.h"

namespace beatwatch {

struct state;

/// Matches the legs of the device that begin in the slot, with all fixes there are that matter to
/// them, and lays their likely part anew where their way is not the one it is laid along.
void follow_roads(state& s, device_id device, const open_path_slot& slot);

/// The same of those that were not laid along roads yet and have `path_look_ahead` good fixes after
/// them. Keeps in the slot what was laid.
void follow_roads_so_far(state& s, device_id device, open_path_slot& slot);

}  // namespace beatwatch
