#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/geo/local_plane.h"
#include "replay/carrier_track.h"
#include "replay/random.h"

namespace beatwatch {

enum class device_kind : std::uint8_t { car_tracker, radio };

/// The hard limit of the error of a ping that states no accuracy, which the configuration tells the
/// engine (`reporting_profile::fix_error`), and of one that states it, as a multiple
/// (`parameters::accuracy_factor`).
inline constexpr double simulated_fix_error_m = 15.0;
inline constexpr double simulated_accuracy_factor = 3.0;

struct degraded_ping {
  instant received_at;
  ping body;
};

/// What goes wrong between a device and the server besides what always does.
struct channel_faults {
  std::vector<interval>
      no_fix;  ///< of a radio: it repeats its last fix and says that it knows nothing
  std::vector<interval>
      dead;                 ///< nothing can be sent; every device keeps it and sends it afterwards
  double duplicated = 0.0;  ///< share of pings that arrive twice, besides the usual one
  double overtaken = 0.0;   ///< likewise, that wait in a queue
};

/// What the channel did to the pings of a device.
struct degradation {
  std::uint64_t observed = 0;    ///< fixes that the device made
  std::uint64_t lost = 0;        ///< never arrived
  std::uint64_t duplicated = 0;  ///< arrived twice
  std::uint64_t stored = 0;      ///< kept through a hole in coverage and sent afterwards

  degradation& operator+=(const degradation& other);
};

/// Appends what a device on `carrier` reports while it is switched on, in no particular order.
///
/// A car tracker reports each 5 s with the ignition on and each 60 s with it off, and when the
/// ignition changes; what it cannot send it keeps and sends afterwards, newest first. A radio
/// reports each 30 s and states its accuracy, poor indoors; what it cannot send is lost. Times of
/// observation are exact; a radio without a fix states an error of 100 km. Errors are correlated
/// over minutes and stay within the hard limits above.
degradation degrade(device_kind kind,
                    const std::string& device,
                    const carrier_track& carrier,
                    instant began,
                    interval switched_on,
                    const local_plane& plane,
                    const channel_faults& faults,
                    random_stream random,
                    std::vector<degraded_ping>& out);

}  // namespace beatwatch
