#pragma once
#include <string>

#include "engine/event.h"

namespace beatwatch {

/// One line of NMEA 0183 as a tracker sends it: a TAG block with the device as `s:`, and an RMC
/// sentence with CR LF. The position is exact to 1e-7 degree, the time to the millisecond; what RMC
/// has no field for (accuracy, trigger, ignition, movement) is left out.
std::string encode_rmc(const ping& seen);

}  // namespace beatwatch
