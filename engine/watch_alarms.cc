#include "engine/watch_alarms.h"

#include <algorithm>

#include "engine/alerts/alarm_timing.h"
#include "engine/alerts/unit_silence.h"
#include "engine/device_holder.h"
#include "engine/red_time_watch.h"
#include "engine/sector.h"
#include "engine/state.h"

namespace beatwatch {
namespace {

// The devices that a unit holds now, of those ever heard.
std::vector<device_id> devices_of(state& s, unit_id unit) {
  std::vector<device_id> found;
  for (const roster_entry* entry : s.roster.held_at(s.unit_names.name(unit), s.now)) {
    for (const device_id id : devices_named(s, entry->device)) {
      if (const auto& held = holder(s, id, s.now); held && held->unit == unit) {
        found.push_back(id);
      }
    }
  }
  return found;
}

std::optional<rough_place> scene_of(const state& s, const std::string& name) {
  const auto known = s.incidents.find(name);
  if (known == s.incidents.end() || !known->second.at) {
    return std::nullopt;
  }
  const auto at = s.plane.project(*known->second.at);
  return at ? std::optional{rough_place{
                  *at, static_cast<double>(known->second.place_error_m.value_or(0))}}
            : std::nullopt;
}

bool is_silent(state& s, unit_id id) {
  const unit_state& unit = s.units[id.value];
  const auto& health = s.health.devices();
  if (!is_committed(unit.status) || (unit.last && !health[unit.last->device.value].heard.silent)) {
    return false;  // most of them: at no cost
  }
  std::vector<carried_device> devices;
  for (const device_id d : devices_of(s, id)) {
    devices.push_back({health[d.value].heard.silent});
  }
  watched_unit watched{.status = unit.status,
                       .status_since = unit.status_since,
                       .devices = devices,
                       .last_seen = {},
                       .last_seen_at = {},
                       .scene = scene_of(s, unit.status_incident)};
  if (unit.last) {
    watched.last_seen = rough_place{unit.last->in_plane.at, unit.last->in_plane.error_mm * 1e-3};
    watched.last_seen_at = unit.last->observed_at;
  }
  return is_silent_alarm(watched);
}

// Where a unit was last seen, or else where it is at home.
std::string sector_of_unit(const state& s, const std::string& name) {
  const auto id = s.unit_names.find(name);
  if (id && s.units[id->value].last) {
    return sector_at(s, s.units[id->value].last->in_plane.at);
  }
  for (const roster_entry* entry : s.roster.held_at(name, s.now)) {
    if (std::string sector = sector_named(s, entry->home_zone); !sector.empty()) {
      return sector;
    }
  }
  return {};
}

std::vector<alarm_cause> silent_units(state& s) {
  std::vector<alarm_cause> causes;
  for (std::uint32_t u = 0; u < s.units.size(); ++u) {
    if (is_silent(s, unit_id{u})) {
      alarm_cause& cause = causes.emplace_back();
      const std::string& name = s.unit_names.name(unit_id{u});
      cause.key = {alarm_rule::unit_silent, name};
      cause.sector = sector_of_unit(s, name);
      cause.incident = s.units[u].status_incident;
    }
  }
  return causes;
}

// Whether somebody on duty holds a device of the source, or nobody says who holds any of them.
bool is_expected(state& s, std::uint32_t source) {
  bool any_named = false;
  const auto& devices = s.health.devices();
  for (std::uint32_t d = 0; d < devices.size(); ++d) {
    if (devices[d].source != source) {
      continue;
    }
    if (holder(s, device_id{d}, s.now)) {
      return true;
    }
    const device_state& device = s.devices[d];
    any_named = any_named || !s.roster.units_named_with(device.name).empty() ||
                !s.roster.units_named_with(device.source + '/' + device.name).empty();
  }
  return !any_named;
}

std::vector<alarm_cause> stale_sources(state& s) {
  std::vector<alarm_cause> causes;
  const auto& sources = s.health.sources();
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    if (sources[i].heard.silent && is_expected(s, i)) {
      alarm_cause& cause = causes.emplace_back();
      cause.key = {alarm_rule::source_stale, sources[i].name};
      cause.devices = static_cast<std::uint32_t>(
          std::count_if(s.health.devices().begin(), s.health.devices().end(), [i](const auto& d) {
            return d.source == i && !d.heard.silent;
          }));
    }
  }
  return causes;
}

}  // namespace

instant time_of_claim(const state& s, std::optional<instant> claimed) {
  const bool usable = claimed && *claimed >= s.now - s.settings.horizon &&
                      *claimed <= s.now + s.settings.future_limit;
  return usable ? *claimed : s.now;
}

void strike_emergency(state& s,
                      device_id id,
                      std::optional<instant> claimed,
                      std::optional<plane_point> at,
                      std::vector<change>& changes) {
  device_state& device = s.devices[id.value];
  const instant pressed_at = time_of_claim(s, claimed);
  if (device.emergency_at && pressed_at <= *device.emergency_at) {
    return;
  }
  device.emergency_at = pressed_at;
  const auto& held = holder(s, id, pressed_at);
  alarm_cause cause;
  cause.key = {alarm_rule::emergency,
               held ? s.unit_names.name(held->unit) : s.device_names.name(id)};
  cause.sector = at ? sector_at(s, *at) : sector_of_unit(s, cause.key.of);
  s.alarms.strike(cause, s.now, changes);
}

void watch_alarms(state& s, std::vector<change>& changes) {
  s.alarms_touched = false;
  s.alarms.judge(alarm_rule::unit_silent, silent_units(s), s.now);
  s.alarms.judge(alarm_rule::source_stale, stale_sources(s), s.now);
  if (s.now >= s.red_times.next_look) {
    s.alarms.judge(alarm_rule::red_time, red_zones_at_risk(s), s.now);
  }
  s.alarms.advance(s.now, changes);
  s.alarms.forget_before(s.now - s.settings.presence_retained);
}

instant next_watch(const state& s) {
  const instant next_judged = s.stale_checked_at + alarm_judged_every;
  return s.alarms.waiting() || s.alarms_touched ? next_judged
                                                : std::max(next_judged, s.red_times.next_look);
}

}  // namespace beatwatch
