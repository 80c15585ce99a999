#pragma once
#include <string>
#include <vector>

#include "adapters/maps/zone_difference.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// How one gate of a set differs from what another set has.
struct gate_change {
  std::string gate;
  zone_fate fate{};
  bool redrawn = false;               ///< of one that changed: another line, or the other way round
  std::vector<altered_text> altered;  ///< likewise: its levels
};

/// What differs between the gates of two sets, by name.
std::vector<gate_change> gate_differences(const zone_set& before, const zone_set& after);

}  // namespace beatwatch
