#pragma once
#include <optional>
#include <span>

#include "engine/base/units.h"
#include "engine/geo/plane_point.h"
#include "engine/model/unit_status.h"

namespace beatwatch {

/// One device that a unit holds now, and that was ever heard.
struct carried_device {
  bool silent = false;  ///< by itself; of a source that is silent as a whole it is not
};

/// A place, and how far off it can be.
struct rough_place {
  plane_point at;
  double error_m = 0.0;
};

/// What the rule needs to know of a unit.
struct watched_unit {
  unit_status status = unit_status::unknown;
  instant status_since;
  std::span<const carried_device> devices;
  std::optional<rough_place> last_seen;
  instant last_seen_at;
  std::optional<rough_place> scene;  ///< of the incident that it was sent to
};

/// Sent somewhere: assigned, on its way, or there.
bool is_committed(unit_status status);

/// Whether the unit is at its own scene: last seen within `own_scene` of the incident, or it said
/// so after it was last seen, or the incident has no place that could speak against its word.
bool at_own_scene(const watched_unit& unit);

/// Whether its silence is an alarm: it is committed, not at its own scene, and each of its devices
/// is silent by itself. A device without a fix is heard; one whose source is silent has no part in
/// it, for that is another alarm.
bool is_silent_alarm(const watched_unit& unit);

}  // namespace beatwatch
