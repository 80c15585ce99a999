#include "engine/take_ping.h"

#include <algorithm>
#include <cmath>

#include "engine/state.h"

namespace beatwatch {
namespace {

// The grid rounds a fix by up to 0.71 mm.
constexpr double grid_error_m = 0.001;

device_id device_of(state& s, const std::string& source, const std::string& device) {
  // One buffer for the name: most pings come from devices that are known.
  std::string& key = s.device_key;
  key.assign(source);
  key += '/';
  key += device;
  const device_id id = s.device_names.intern(key);
  if (s.devices.size() <= id.value) {
    s.devices.push_back({.source = source, .name = device});
  }
  return id;
}

void reject(state& s,
            const std::string& source,
            const ping& p,
            ping_reject reason,
            std::vector<change>& changes) {
  ++s.sources[source].totals[std::string{to_string(reason)}];
  changes.push_back({s.now, ping_rejected{source, p.device, p.observed_at, reason}});
}

std::optional<ping_reject> outside_gate(const state& s, const ping& p) {
  if (p.at == position{}) {
    return ping_reject::null_island;
  }
  if (p.observed_at > s.now + s.settings.future_limit) {
    return ping_reject::in_future;
  }
  if (p.observed_at < s.now - s.settings.horizon) {
    return ping_reject::beyond_horizon;
  }
  return std::nullopt;
}

// Hard limit of the error, time included, in the plane.
double error_m(const state& s, const ping& p, const reporting_profile& profile, plane_point at) {
  double error = profile.fix_error.value;
  if (p.accuracy_cm) {
    error = std::max(error, s.settings.accuracy_factor * *p.accuracy_cm * 0.01);
  }
  error +=
      s.settings.vehicle_speed_cap_mps * static_cast<double>(profile.time_error.count()) * 1e-3;
  return error * s.plane.scale_at(at) + grid_error_m;
}

const std::optional<held_device>& holder(state& s, device_id id, instant t) {
  device_state& device = s.devices[id.value];
  if (device.roster_version != s.roster_version || !device.held_within.contains(t)) {
    const roster_book::holding held = s.roster.holder(device.source, device.name, t);
    device.roster_version = s.roster_version;
    device.held_within = held.same_within;
    device.held.reset();
    if (held.entry != nullptr) {
      const bool on_foot = held.entry->kind == unit_kind::foot;
      device.held =
          held_device{id,
                      s.unit_of(held.entry->unit),
                      on_foot ? s.settings.foot_speed_cap_mps : s.settings.vehicle_speed_cap_mps};
    }
  }
  return device.held;
}

// What changed between two good fixes, both of them included.
void reread(state& s, device_id id, interval rewritten) {
  device_state& device = s.devices[id.value];
  const reporting_profile& profile = s.profile_of(device);
  const auto& fixes = device.path.fixes();
  s.books.take_back(id, rewritten);
  std::optional<std::size_t> before;
  std::optional<held_device> held_before;
  zone_sight aside;
  for (std::size_t i = device.path.first_at_or_after(rewritten.from);
       i < fixes.size() && fixes[i].observed_at <= rewritten.to;
       ++i) {
    if (fixes[i].standing != fix_standing::good) {
      continue;
    }
    const std::optional<held_device> held = holder(s, id, fixes[i].observed_at);
    if (held && held_before && held->unit == held_before->unit) {
      s.legs.reread(device.path, *before, i, *held, profile);
    } else if (held) {
      s.legs.look(fixes[i], *held, false, aside, 0.0);
    }
    before = i;
    held_before = held;
  }
  const auto newest = device.path.good_before(fixes.size());
  if (!newest || fixes[*newest].observed_at > rewritten.to) {
    return;
  }
  if (device.held_last) {
    s.legs.look_away(*device.held_last, device.sight);
  }
  device.held_last = holder(s, id, fixes[*newest].observed_at);
  if (device.held_last) {
    s.legs.look(fixes[*newest], *device.held_last, true, device.sight, 0.0);
    s.books.heard(device.held_last->unit, id, fixes[*newest].observed_at, profile);
  }
}

void move_unit(
    state& s, device_id id, const ping& p, const fix& f, bool poor, std::vector<change>& changes) {
  const std::optional<held_device>& held = holder(s, id, p.observed_at);
  const std::string& device_name = s.device_names.name(id);
  if (!held && !s.devices[id.value].unknown_told) {
    s.devices[id.value].unknown_told = true;
    changes.push_back({s.now, unknown_device_seen{device_name}});
  }
  const unit_id unit = held ? held->unit : s.unit_of(device_name);
  unit_state& known = s.units[unit.value];
  if (known.last && known.last->observed_at > p.observed_at) {
    return;
  }
  s.anyone_heard = true;
  known.last = unit_sighting{id, p.observed_at, p.at, f, p.heading_cdeg};
  if (known.stale) {
    known.stale = false;
    changes.push_back(
        {s.now, unit_staleness_changed{s.unit_names.name(unit), false, p.observed_at}});
  }
  changes.push_back({s.now,
                     unit_moved{.unit = s.unit_names.name(unit),
                                .device = device_name,
                                .observed_at = p.observed_at,
                                .at = p.at,
                                .speed_cmps = p.speed_cmps,
                                .heading_cdeg = p.heading_cdeg,
                                .error_cm = (f.error_mm + 9) / 10,
                                .poor = poor,
                                .rostered = held.has_value()}});
}

}  // namespace

void take_ping(state& s, const std::string& source, const ping& p, std::vector<change>& changes) {
  if (const auto reason = outside_gate(s, p)) {
    reject(s, source, p, *reason, changes);
    return;
  }
  const auto at = s.plane.project(p.at);
  if (!at) {
    reject(s, source, p, ping_reject::outside_plane, changes);
    return;
  }
  const device_id id = device_of(s, source, p.device);
  const reporting_profile& profile = s.profile_of(s.devices[id.value]);
  const double error = error_m(s, p, profile, *at);
  const bool poor = error > s.settings.poor_fix_error.value * s.plane.scale_at(*at) + grid_error_m;
  const fix f{p.observed_at,
              *at,
              static_cast<std::uint32_t>(std::ceil(error * 1e3)),
              poor ? fix_standing::poor : fix_standing::good};
  device_state& device = s.devices[id.value];
  const track::outcome taken =
      device.path.insert(f, s.settings.vehicle_speed_cap_mps * s.plane.scale_at(*at));
  if (taken.reject) {
    reject(s, source, p, *taken.reject, changes);
  }
  if (taken.at_end) {
    const std::optional<held_device> held = holder(s, id, p.observed_at);
    if (held) {
      s.legs.extend(device.path, *held, device.held_last, profile, device.sight);
      s.books.heard(held->unit, id, p.observed_at, profile);
    } else if (device.held_last) {
      s.legs.look_away(*device.held_last, device.sight);
    }
    device.held_last = held;
  } else if (!taken.rewritten.empty()) {
    reread(s, id, taken.rewritten);
  }
  if (!taken.reject) {
    move_unit(s, id, p, f, poor, changes);
  }
}

void reread_device(state& s, device_id id, instant t) {
  const track& path = s.devices[id.value].path;
  if (path.empty()) {
    return;
  }
  const auto first = path.good_before(path.first_at_or_after(t));
  const instant from = first ? path.fixes()[*first].observed_at : path.fixes().front().observed_at;
  reread(s, id, {from, path.fixes().back().observed_at + duration{1}});
}

}  // namespace beatwatch
