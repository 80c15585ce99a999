#include "engine/device_holder.h"

#include "engine/state.h"

namespace beatwatch {

const std::optional<held_device>& holder(state& s, device_id id, instant t) {
  device_state& device = s.devices[id.value];
  if (device.roster_version != s.roster_version || !device.held_within.contains(t)) {
    const roster_book::holding held = s.roster.holder(device.source, device.name, t);
    device.roster_version = s.roster_version;
    device.held_within = held.same_within;
    device.held.reset();
    if (held.entry != nullptr) {
      device.held =
          held_device{id, s.unit_of(held.entry->unit), speed_cap_mps(*held.entry, s.settings)};
    }
  }
  return device.held;
}

double speed_cap_mps(const roster_entry& entry, const parameters& settings) {
  return entry.kind == unit_kind::foot ? settings.foot_speed_cap_mps
                                       : settings.vehicle_speed_cap_mps;
}

unit_id unit_at(state& s, device_id id, instant t) {
  const std::optional<held_device>& held = holder(s, id, t);
  return held ? held->unit : s.unit_of(s.device_names.name(id));
}

device_id device_of(state& s, const std::string& source, const std::string& device) {
  if (const auto known = s.find_device(source, device)) {
    return *known;
  }
  const device_id id = s.device_names.intern(source + '/' + device);
  s.devices.push_back({.source = source, .name = device});
  const reporting_profile& profile = s.profile_of(s.devices.back());
  s.books.introduce(id, profile);
  s.health.introduce(source, device_silence_max(s.settings, profile));
  ++s.roster_version;  // what the roster says of it has found a device
  s.sources.try_emplace(source);
  return id;
}

std::vector<device_id> devices_named(const state& s, const std::string& rostered) {
  std::vector<device_id> found;
  const auto add = [&](const std::string& name) {
    if (const auto id = s.device_names.find(name)) {
      found.push_back(*id);
    }
  };
  add(rostered);
  for (const auto& [source, known] : s.sources) {
    add(source + '/' + rostered);
  }
  return found;
}

}  // namespace beatwatch
