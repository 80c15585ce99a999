#pragma once
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/visibility/leg_reader.h"

namespace beatwatch {

struct state;

// An officer with a radio is on foot while the crew's car is parked.

/// The unit has held the device.
void carry(state& s, unit_id unit, device_id device);

/// `held`, with the cap of somebody on foot if a car of the same unit rested from before `way`
/// began until after it ended. Only for devices that give no evidence of rest themselves, and for
/// legs no longer than their gap limit.
held_device on_foot_beside_car(state& s, const held_device& held, interval way);

/// A device told something of `told`. If it is one that tells of rest, reads the legs of its crews'
/// other devices over that time anew.
void reread_crew(state& s, device_id car, interval told, std::vector<change>& changes);

}  // namespace beatwatch
