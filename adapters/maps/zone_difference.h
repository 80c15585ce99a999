#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/geo/local_plane.h"
#include "engine/model/zone.h"

namespace beatwatch {

enum class zone_fate { added, removed, changed };
std::string_view to_string(zone_fate fate);

/// A word or figure that is not what it was.
struct altered_text {
  std::string what;
  std::string before;
  std::string after;
};

/// How one zone of a set differs from what another set has.
struct zone_change {
  std::string zone;
  zone_fate fate{};
  double area_before_m2 = 0.0;  ///< on the ground; 0 when added
  double area_after_m2 = 0.0;   ///< 0 when removed
  double moved_m2 = 0.0;        ///< covered by one of the shapes only; 0 unless `fate` is changed
  /// Of a zone that changed: its name, where a zone of the same shape had another, its kind, its
  /// levels and its red times.
  std::vector<altered_text> altered;
};

/// What only one of the two shapes covers, as a share of the area before; 0 when added.
double share_moved(const zone_change& one);

/// The paths of levels, "force/north, ward-3".
std::string levels_text(const std::vector<std::vector<std::string>>& levels);

/// What differs between two sets on the same plane, by name. A shape whose name only the new set
/// has, where only the old set has its old name, is one zone that was renamed.
std::vector<zone_change> zone_differences(const zone_set& before,
                                          const zone_set& after,
                                          const local_plane& plane);

}  // namespace beatwatch
