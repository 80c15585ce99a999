#include "engine/alerts/unit_silence.h"

#include <algorithm>

#include "engine/alerts/alarm_timing.h"

namespace beatwatch {
namespace {

bool near_each_other(const rough_place& a, const rough_place& b) {
  const double dx = (static_cast<double>(a.at.x_mm) - b.at.x_mm) * 1e-3;
  const double dy = (static_cast<double>(a.at.y_mm) - b.at.y_mm) * 1e-3;
  const double within = own_scene.value + a.error_m + b.error_m;
  return dx * dx + dy * dy <= within * within;
}

}  // namespace

bool is_committed(unit_status status) {
  return status == unit_status::assigned || status == unit_status::en_route ||
         status == unit_status::on_scene;
}

bool at_own_scene(const watched_unit& unit) {
  const bool says_so = unit.status == unit_status::on_scene;
  if (!unit.scene || !unit.last_seen) {
    return says_so;
  }
  return near_each_other(*unit.last_seen, *unit.scene) ||
         (says_so && unit.status_since >= unit.last_seen_at);
}

bool is_silent_alarm(const watched_unit& unit) {
  return is_committed(unit.status) && !unit.devices.empty() &&
         std::all_of(unit.devices.begin(),
                     unit.devices.end(),
                     [](const carried_device& d) { return d.silent; }) &&
         !at_own_scene(unit);
}

}  // namespace beatwatch
