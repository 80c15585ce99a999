#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/maps/zone_import.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// A change to a zone set.
struct zone_patch {
  /// Zones and gates that take the place of those of their names, or are new.
  std::shared_ptr<const zone_set> put;
  std::vector<std::string> removed;                ///< names
  std::map<std::string, std::string> levels_like;  ///< a zone of `put` has the levels of that zone
};

/// What is not named stays as it is, to the millimetre. A zone of `put` that says no levels keeps
/// those of the zone whose place it takes.
std::shared_ptr<const zone_set> patched(const zone_set& base, const zone_patch& patch);

}  // namespace beatwatch
