#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/sources/nmea_decode.h"
#include "adapters/sources/nmea_epoch.h"
#include "engine/base/few.h"
#include "engine/base/units.h"

namespace beatwatch {

/// A sentence of a known device, and the line that it came in.
struct nmea_part {
  std::string_view device;
  std::string_view line;
  nmea_message message;
};

/// The sentences of one epoch of one device; points into the parts.
struct nmea_group {
  std::string_view device;
  std::optional<duration> since_midnight;
  nmea_epoch epoch;
  few<const nmea_part*, 4> parts;  ///< in the order of the datagram, the VTG last
};

struct nmea_grouping {
  few<nmea_group, 2> groups;             ///< in the order in which they begin
  std::vector<const nmea_part*> motion;  ///< each VTG without one single epoch to belong to
};

/// Puts together what one datagram says of one instant: sentences of one device with one time of
/// day. A second RMC, GGA or GNS of the same time, and any without time, begins a group of its own.
/// A VTG, which has no time, belongs to the group of its device when there is just one. Time grows
/// with the number of parts, not its square: a group is looked for among the last 32 only.
nmea_grouping group_by_epoch(std::span<const nmea_part> parts);

}  // namespace beatwatch
