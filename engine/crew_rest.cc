#include "engine/crew_rest.h"

#include <algorithm>
#include <optional>

#include "engine/device_holder.h"
#include "engine/state.h"
#include "engine/take_ping.h"

namespace beatwatch {
namespace {

bool tells_rest(const state& s, device_id id) {
  return s.profile_of(s.devices[id.value]).rest != rest_evidence::none;
}

bool held_by(state& s, device_id id, unit_id unit, instant t) {
  const std::optional<held_device>& held = holder(s, id, t);
  return held && held->unit == unit;
}

// From a good fix at or before `way.from` to one at or after `way.to` the car said that it rests,
// was heard often enough, and was seen in one place.
bool rested(state& s, device_id car, unit_id unit, interval way) {
  const duration gap_limit = s.profile_of(s.devices[car.value]).gap_limit;
  const std::vector<fix>& fixes = s.devices[car.value].path.fixes();
  const auto first = s.devices[car.value].path.good_before(
      s.devices[car.value].path.first_at_or_after(way.from + duration{1}));
  if (!first || !fixes[*first].at_rest || !held_by(s, car, unit, fixes[*first].observed_at)) {
    return false;
  }
  std::size_t last = *first;
  for (std::size_t i = *first; fixes[last].observed_at < way.to;) {
    if (++i == fixes.size() || !fixes[i].at_rest ||
        fixes[i].observed_at - fixes[i - 1].observed_at > gap_limit ||
        !held_by(s, car, unit, fixes[i].observed_at)) {
      return false;
    }
    if (fixes[i].standing == fix_standing::good) {
      if (!reachable(fixes[last], fixes[i], 0.0)) {
        return false;
      }
      last = i;
    }
  }
  return true;
}

}  // namespace

void carry(state& s, unit_id unit, device_id device) {
  auto& carried = s.units[unit.value].carried;
  if (std::find(carried.begin(), carried.end(), device) == carried.end()) {
    carried.push_back(device);
    s.devices[device.value].carried_by.push_back(unit);
  }
}

held_device on_foot_beside_car(state& s, const held_device& held, interval way) {
  const reporting_profile& profile = s.profile_of(s.devices[held.device.value]);
  held_device walking = held;
  walking.cap_mps = std::min(held.cap_mps, s.settings.foot_speed_cap_mps);
  if (profile.rest != rest_evidence::none || way.length() > profile.gap_limit ||
      walking.cap_mps == held.cap_mps) {
    return held;
  }
  const auto& carried = s.units[held.unit.value].carried;
  const bool parked = std::any_of(carried.begin(), carried.end(), [&](device_id other) {
    return tells_rest(s, other) && rested(s, other, held.unit, way);
  });
  return parked ? walking : held;
}

void reread_crew(state& s, device_id car, interval told, std::vector<change>& changes) {
  if (!tells_rest(s, car)) {
    return;
  }
  std::vector<device_id> radios;
  for (const unit_id unit : s.devices[car.value].carried_by) {
    for (const device_id other : s.units[unit.value].carried) {
      if (!tells_rest(s, other) && std::find(radios.begin(), radios.end(), other) == radios.end()) {
        radios.push_back(other);
      }
    }
  }
  std::sort(radios.begin(), radios.end(), [&s](device_id a, device_id b) {
    return s.device_names.name(a) < s.device_names.name(b);
  });
  for (const device_id radio : radios) {
    reread_device(s, radio, told, changes);
  }
}

}  // namespace beatwatch
