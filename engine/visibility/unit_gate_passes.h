#pragma once
#include <map>
#include <vector>

#include "engine/visibility/gate_notes.h"

namespace beatwatch {

/// A pass of a unit, with the approaches of its devices that tell of it.
struct unit_gate_pass {
  struct member {
    device_id device;
    gate_approach part;
  };
  gate_pass across;
  instant ends;  ///< the last fix that tells of it
  std::vector<member> members;
};

/// What a unit passed, by direction, then time. Passes of its devices in one direction at times
/// that overlap are one, told by the device that is surest; those that are only possible stand
/// alone.
std::vector<unit_gate_pass> passes_of(const std::map<device_id, gate_notes>& of_devices,
                                      unit_id unit);

}  // namespace beatwatch
