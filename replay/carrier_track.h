#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Whatever carries devices: a car, or officers who stay together. One value for each second of the
/// shift, and one for its end; between two seconds a carrier moves straight at constant speed.
struct carrier_track {
  std::string unit;
  bool vehicle = false;
  std::vector<plane_point> at;
  std::vector<bool> ignition;  ///< of a vehicle
  std::vector<bool> indoors;   ///< of officers: a radio has a poor fix

  /// In truth, `since_start` after the first second; within the shift.
  [[nodiscard]] plane_point at_time(duration since_start) const;
  /// Over the second that `since_start` falls into.
  [[nodiscard]] double speed_mps(duration since_start) const;
};

}  // namespace beatwatch
