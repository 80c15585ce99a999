#pragma once
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/track/fix.h"

namespace beatwatch {

struct state;

// Where each unit was last seen: the newest fix, jumps left out, of any device that it held then;
// of two at one time that of the device whose name comes first.

/// A ping that has become part of its track as `f`: moves its unit unless a newer one is known.
void sight(state& s, device_id id, const ping& p, const fix& f, std::vector<change>& changes);

/// Fixes of the device within `rewritten` (both ends included) have changed their standing, place
/// or holder: units that were last seen by one of them are looked for anew.
void sight_again(state& s, device_id id, interval rewritten, std::vector<change>& changes);

}  // namespace beatwatch
