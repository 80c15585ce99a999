#pragma once
#include <cstdint>
#include <optional>

#include "adapters/sources/intake_counts.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// HDOP times 5 m as one standard deviation: 4 m for the signal in space, half of the 8 m that hold
/// for 95 % (GPS SPS Performance Standard, 5th edition, 2020, section 3.8), and 3 m for receiver
/// and multipath. An HDOP of 0 or above 50 states nothing.
std::optional<std::uint32_t> accuracy_cm_of_hdop(double hdop);

/// An error in metres as a ping states it: whole centimetres, no more than 100 km.
std::uint32_t accuracy_cm_of_metres(double error_m);

/// Sets speed and heading, of which the latter is noise and left out below 1 m/s, or without a
/// speed. `speed_out_of_range` when the speed is more than a ping may state; nothing is set then.
std::optional<intake_reason> set_motion(std::optional<double> speed_mps,
                                        std::optional<double> heading_deg,
                                        ping& report);

/// Sets the device's time. `observed_out_of_range` when it is not within the years of an event.
std::optional<intake_reason> set_observed(instant observed_at, ping& report);

}  // namespace beatwatch
