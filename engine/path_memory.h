#pragma once
#include <memory>
#include <vector>

#include "engine/base/units.h"
#include "engine/roads/match_rules.h"
#include "engine/roads/matched_legs.h"

namespace beatwatch {

/// A slot of a device whose legs are to be matched, and when at the latest: at the first tick from
/// then on.
struct open_path_slot {
  std::int64_t slot = 0;
  instant due;
  template <class Archive>
  friend void fields(Archive& a, open_path_slot& o) {
    a(o.slot, o.due);
  }
};

/// What the matching of paths needs beside the tracks. All of it is derived.
struct path_memory {
  std::shared_ptr<const road_graph> roads;  ///< that the two are for
  std::unique_ptr<matched_legs> on_foot;
  std::unique_ptr<matched_legs> by_car;
  std::vector<device_id> waiting;   ///< devices with open slots
  instant due_at = instant::max();  ///< the earliest of them
  std::vector<match_fix> fixes;     ///< scratch
};

}  // namespace beatwatch
