#pragma once
#include "engine/base/interval.h"
#include "engine/base/units.h"

namespace beatwatch {

struct state;

// Where roads are in force, the likely set of a leg follows them. A ping is laid along the straight
// line at once. What it may change are slots of its device (path_slot.h). A slot is matched as a
// whole at a tick, once the fixes after it are there or long enough have not come; until then, once
// a minute, as far as a few fixes look ahead. Before anything settles it is matched with all fixes
// that can still matter, so that what settles is decided by them alone.

/// The track of the device has grown by one good fix.
void path_grew(state& s, device_id device);

/// The legs of the device within `rewritten`, from fix to fix, were read anew.
void path_changed(state& s, device_id device, interval rewritten);

/// Other roads are in force.
void paths_changed(state& s);

/// Matches what is due, what is about to settle first, and no more than a tick can bear.
void match_paths(state& s);

/// After loading: finds out what waits.
void rebuild_waiting_paths(state& s);

}  // namespace beatwatch
