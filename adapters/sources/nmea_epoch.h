#pragma once
#include "adapters/sources/intake_counts.h"
#include "adapters/sources/nmea_decode.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/event.h"

namespace beatwatch {

/// What one device said about one instant; at least one of `rmc`, `gga` and `gns` is there. Does
/// not own.
struct nmea_epoch {
  const nmea_rmc* rmc = nullptr;
  const nmea_gga* gga = nullptr;
  const nmea_gns* gns = nullptr;
  const nmea_vtg* vtg = nullptr;
};

/// The ping of an epoch, without its device. The RMC makes it, or, when there is none, a valid GGA,
/// else a valid GNS; all others only add to it.
///   time      of the RMC; of a GGA or GNS alone the date that brings it nearest to `received_at`.
///             A date more than 1,000 weeks behind reception is `week_rollover`, or gets 1,024
///             weeks added when `mend_week_rollover` is set
///   accuracy  of the HDOP of a valid GGA, else GNS; see `accuracy_cm_of_hdop`
///   speed     of the RMC, else of the VTG
///   heading   see `set_motion`
expected<ping, intake_reason> nmea_epoch_to_ping(const nmea_epoch& epoch,
                                                 instant received_at,
                                                 bool mend_week_rollover);

}  // namespace beatwatch
