#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

#include "bench/support/load.h"
#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {

// The load as a shift of the daemon's own configuration: 3,000 cars that report every 5 s.

inline constexpr std::uint32_t load_units = 3'000;

/// Seconds after the shift began.
constexpr instant load_time(std::int64_t seconds) {
  return ms_to_instant(1'772'834'400'000 + seconds * 1000);
}

parameters load_settings();

/// The zones of polys_COUNT.bin.
std::shared_ptr<const zone_set> load_zones(std::size_t count);

/// A fix of the load that came as soon as it was made.
event load_ping(const load_fix& fix, instant at);

/// An engine in which the zones are in force and every car is on duty, for a week.
engine load_engine(const parameters& settings, std::shared_ptr<const zone_set> zones);

}  // namespace beatwatch
