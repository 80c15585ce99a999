#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"
#include "engine/roads/road_graph.h"
#include "replay/carrier_track.h"

namespace beatwatch {

/// How a device tells of a patrol whose truth is known.
struct reporting {
  duration refresh{};
  double noise_m = 5.0;    ///< one standard deviation per axis; the error moves on slowly
  bool evidence = false;   ///< of a car: its ignition is reported, and counts
  bool motion = false;     ///< its speed and heading are reported
  std::uint64_t seed = 1;  ///< of the phase and the noise
};

/// Hard limit that the noise keeps, whatever its deviation.
inline constexpr double reported_error_max_m = 15.0;

/// What the carrier's device reports from `began` on, at a phase of its own; nothing is lost.
std::vector<ping> pings_of(const carrier_track& carrier,
                           const std::string& device,
                           instant began,
                           const local_plane& plane,
                           const reporting& how);

/// An engine that knows the zones and, unless they are null, the roads, and that every device of
/// source "avl" reports in that way.
engine engine_for(const std::shared_ptr<const zone_set>& zones,
                  const local_plane& plane,
                  const reporting& how,
                  instant began,
                  const std::shared_ptr<const road_graph>& roads = nullptr);

/// Applies the pings of "avl" in the order of their times, and the ticks the engine asks for.
void play_pings(engine& e, std::vector<ping> pings);

/// The unit holds the device from `duty.from` on.
void put_on_duty(
    engine& e, const std::string& unit, const std::string& device, unit_kind kind, interval duty);

}  // namespace beatwatch
