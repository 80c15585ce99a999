#pragma once
#include "adapters/sources/intake_counts.h"
#include "adapters/sources/lip_decode.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// The ping of a radio's report, without its device.
///   time      the time of position, in the month that brings it nearest to reception but no more
///             than a minute behind it. Otherwise reception: a class of age is a bound, by which
///             nothing may be dated back
///   accuracy  half of the error that the report states, which holds for about 95 %; of an ellipse
///             its greater axis over the quantile of its confidence. A class of age widens it by
///             what the radio may have gone in that time, at the speed stated but no less than
///             3 m/s, or at 50 m/s when it states none. Of unknown age, or error: 100 km, which
///             tells that the radio is alive and little else; a bare point states nothing
///   speed     as coded; heading: see `set_motion`
///   trigger   powered on or off, emergency, status, request, interval, distance
/// Without a position: `emergency_without_position` or `no_fix`, which become a `device_heard`.
expected<ping, intake_reason> lip_to_ping(const lip_report& report, instant received_at);

}  // namespace beatwatch
