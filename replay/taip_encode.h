#pragma once
#include <string>

#include "engine/event.h"

namespace beatwatch {

/// One frame of TAIP, a long navigation message with the device as vehicle id. The position is
/// exact to 1e-7 degree, the time of day to the millisecond, speed to 0.1 mph and heading to 0.1
/// degree; what the message has no field for (date, accuracy, trigger, ignition, movement) is left
/// out, and speed and heading are 0 when absent.
std::string encode_taip(const ping& seen);

}  // namespace beatwatch
