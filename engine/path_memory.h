#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/interval.h"
#include "engine/roads/match_rules.h"
#include "engine/roads/matched_legs.h"

namespace beatwatch {

/// Along which way a leg was laid.
struct laid_way {
  interval leg;
  std::uint64_t digest = 0;  ///< of the way
  friend bool operator==(const laid_way&, const laid_way&) = default;
};

/// A slot of a device whose legs are to be matched.
struct open_path_slot {
  std::int64_t slot = 0;
  instant due;                 ///< at the first tick from then on; before the slot ends: in part
  instant laid_to;             ///< legs up to here were laid along roads already
  instant seen_to;             ///< the newest fix then
  std::vector<laid_way> laid;  ///< those legs
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

template <class Archive>
void fields(Archive& a, laid_way& l) {
  a(l.leg, l.digest);
}
template <class Archive>
void fields(Archive& a, open_path_slot& o) {
  a(o.slot, o.due, o.laid_to, o.seen_to, o.laid);
}

}  // namespace beatwatch
