#include "engine/take_ping.h"

#include <algorithm>
#include <cmath>

#include "engine/crew_rest.h"
#include "engine/device_holder.h"
#include "engine/likely_paths.h"
#include "engine/sighting.h"
#include "engine/state.h"
#include "engine/watch_alarms.h"

namespace beatwatch {
namespace {

// The grid rounds a fix by up to 0.71 mm.
constexpr double grid_error_m = 0.001;

void reject(state& s,
            const std::string& source,
            const ping& p,
            ping_reject reason,
            std::vector<change>& changes) {
  source_count& count = s.sources[source].counts[std::string{to_string(reason)}];
  ++count.total;
  count.last_at = s.now;
  s.counts_untold = true;
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

bool at_rest(const ping& p, rest_evidence counts) {
  if (counts == rest_evidence::none || p.moving.value_or(false) || p.speed_cmps.value_or(0) > 0) {
    return false;
  }
  const bool ignition_off = p.ignition && !*p.ignition;
  return ignition_off || (counts == rest_evidence::movement && (p.moving || p.speed_cmps));
}

// Powered on, it did not watch before; powered off, it will not. Where nobody says why, nobody says
// that it was on all the time.
bool would_tell(const ping& p, const reporting_profile& profile) {
  return profile.report_distance.value > 0.0 && p.trigger != ping_trigger::unknown &&
         p.trigger != ping_trigger::power;
}

// What changed between two good fixes, both of them included.
void reread(state& s, device_id id, interval rewritten, std::vector<change>& changes) {
  device_state& device = s.devices[id.value];
  const reporting_profile& profile = s.profile_of(device);
  const auto& fixes = device.path.fixes();
  s.books.take_back(id, rewritten);
  s.gates.take_back(id, rewritten);
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
    if (held) {
      carry(s, held->unit, id);
      s.books.heard(held->unit, id, fixes[i].observed_at);
    }
    if (held && held_before && held->unit == held_before->unit) {
      const interval way{fixes[*before].observed_at, fixes[i].observed_at};
      s.legs.reread(device.path, *before, i, on_foot_beside_car(s, *held, way), profile);
    } else if (held) {
      s.legs.look(fixes[i], *held, false, aside, 0.0);
    }
    before = i;
    held_before = held;
  }
  path_changed(s, id, rewritten);
  sight_again(s, id, rewritten, changes);
  const auto newest = device.path.good_before(fixes.size());
  if (!newest || fixes[*newest].observed_at > rewritten.to) {
    return;
  }
  s.books.left_everywhere(id);
  device.held_last = holder(s, id, fixes[*newest].observed_at);
  if (device.held_last) {
    s.legs.look(fixes[*newest], *device.held_last, true, device.sight, 0.0);
  }
}

// The newest fix is good.
void extend(state& s, device_id id, std::vector<change>& changes) {
  device_state& device = s.devices[id.value];
  const fix newest = device.path.fixes().back();
  const std::optional<held_device> held = holder(s, id, newest.observed_at);
  if (!held) {
    if (device.held_last) {
      s.books.left_everywhere(id);
    }
    device.held_last = held;
    return;
  }
  carry(s, held->unit, id);
  const auto before = device.path.good_before(device.path.fixes().size() - 1);
  const fix last = before ? device.path.fixes()[*before] : newest;
  const interval way{last.observed_at, newest.observed_at};
  s.legs.extend(device.path,
                on_foot_beside_car(s, *held, way),
                device.held_last,
                s.profile_of(device),
                device.sight);
  s.books.heard(held->unit, id, newest.observed_at);
  device.held_last = held;
  if (last.at_rest && newest.at_rest) {
    s.books.because(visit_cause::revision);
    reread_crew(s, id, way, changes);
  }
}

}  // namespace

void take_ping(state& s,
               const std::string& source,
               const ping& p,
               const ping_preview& preview,
               std::vector<change>& changes) {
  const device_id id = preview.device ? *preview.device : device_of(s, source, p.device);
  const auto at = preview.at;
  if (p.trigger == ping_trigger::emergency) {
    strike_emergency(s, id, p.observed_at, at, changes);  // also where its position is not usable
  }
  auto outside = outside_gate(s, p);
  if (!outside && !at) {
    outside = ping_reject::outside_plane;
  }
  if (outside) {
    s.health.take_ping(id, p, outside, s.now);
    reject(s, source, p, *outside, changes);
    return;
  }
  const reporting_profile& profile = s.profile_of(s.devices[id.value]);
  const double error = error_m(s, p, profile, *at);
  const bool poor = error > s.settings.poor_fix_error.value * s.plane.scale_at(*at) + grid_error_m;
  const fix f{p.observed_at,
              *at,
              static_cast<std::uint32_t>(std::ceil(error * 1e3)),
              poor ? fix_standing::poor : fix_standing::good,
              at_rest(p, profile.rest),
              would_tell(p, profile),
              p.speed_cmps ? static_cast<std::uint16_t>(*p.speed_cmps) : fix::no_speed,
              p.heading_cdeg.value_or(fix::no_heading)};
  device_state& device = s.devices[id.value];
  const track::outcome taken = device.path.insert(f, s.settings.vehicle_speed_cap_mps, s.plane);
  s.health.take_ping(id, p, taken.reject, s.now);
  if (taken.reject) {
    reject(s, source, p, *taken.reject, changes);
  }
  if (!taken.reject) {
    sight(s, id, p, f, changes);
  }
  s.books.because(taken.at_end ? visit_cause::movement : visit_cause::revision);
  if (taken.at_end) {
    path_grew(s, id);
    extend(s, id, changes);
  } else if (!taken.rewritten.empty()) {
    reread(s, id, taken.rewritten, changes);
    reread_crew(s, id, taken.rewritten, changes);
  }
}

std::optional<interval> reread_device(state& s,
                                      device_id id,
                                      interval within,
                                      std::vector<change>& changes) {
  const track& path = s.devices[id.value].path;
  const auto& fixes = path.fixes();
  within.from = std::max(within.from, s.books.settled_to());
  if (fixes.empty() || fixes.back().observed_at < within.from) {
    return std::nullopt;
  }
  const auto first = path.good_before(path.first_at_or_after(within.from));
  std::size_t last = path.first_at_or_after(within.to);
  while (last < fixes.size() && fixes[last].standing != fix_standing::good) {
    ++last;
  }
  const interval rewritten{
      first ? fixes[*first].observed_at : fixes.front().observed_at - duration{1},
      fixes[std::min(last, fixes.size() - 1)].observed_at};
  reread(s, id, rewritten, changes);
  return rewritten;
}

}  // namespace beatwatch
