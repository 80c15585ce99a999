#include "engine/sighting.h"

#include <algorithm>

#include "engine/device_holder.h"
#include "engine/state.h"

namespace beatwatch {
namespace {

// Whether `known` is to be kept where `id` was seen at `t`.
bool outlasts(const state& s,
              const std::optional<unit_sighting>& known,
              device_id id,
              instant observed_at) {
  return known && (known->observed_at > observed_at ||
                   (known->observed_at == observed_at && known->device != id &&
                    s.device_names.name(known->device) < s.device_names.name(id)));
}

void remember(state& s, unit_id unit, const unit_sighting& seen) {
  s.units[unit.value].last = seen;
  s.anyone_heard = true;
  auto& seen_as = s.devices[seen.device.value].seen_as;
  if (std::find(seen_as.begin(), seen_as.end(), unit) == seen_as.end()) {
    const auto not_any_more = [&](unit_id u) {
      const auto& last = s.units[u.value].last;
      return !last || last->device != seen.device;
    };
    seen_as.erase(std::remove_if(seen_as.begin(), seen_as.end(), not_any_more), seen_as.end());
    seen_as.push_back(unit);
  }
}

unit_sighting seen_at(const state& s, device_id id, const fix& f) {
  return {id, f.observed_at, s.plane.unproject(f.at), f, std::nullopt};
}

// The newest fix of the device that stands for the unit.
const fix* newest_of(state& s, unit_id unit, device_id id) {
  const auto& fixes = s.devices[id.value].path.fixes();
  const auto found = std::find_if(fixes.rbegin(), fixes.rend(), [&](const fix& f) {
    return f.standing != fix_standing::jump && unit_at(s, id, f.observed_at) == unit;
  });
  return found == fixes.rend() ? nullptr : &*found;
}

void look_for(state& s, unit_id unit) {
  const std::string name = s.unit_names.name(unit);
  std::vector<device_id> devices = devices_named(s, name);
  for (const roster_entry* entry : s.roster.of_unit(name)) {
    const auto more = devices_named(s, entry->device);
    devices.insert(devices.end(), more.begin(), more.end());
  }
  for (const device_id id : devices) {
    const fix* const newest = newest_of(s, unit, id);
    if (newest != nullptr && !outlasts(s, s.units[unit.value].last, id, newest->observed_at)) {
      remember(s, unit, seen_at(s, id, *newest));
    }
  }
}

struct looked_for {
  unit_id unit;
  std::optional<unit_sighting> before;
};

bool same_sighting(const std::optional<unit_sighting>& a, const std::optional<unit_sighting>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->device == b->device && a->observed_at == b->observed_at &&
                 a->in_plane.at == b->in_plane.at && a->in_plane.error_mm == b->in_plane.error_mm));
}

void tell(state& s, const looked_for& one, std::vector<change>& changes) {
  unit_state& unit = s.units[one.unit.value];
  if (same_sighting(unit.last, one.before)) {
    unit.last = one.before;  // with its heading
    return;
  }
  const std::string& name = s.unit_names.name(one.unit);
  if (!unit.last) {
    unit.stale = true;
    changes.push_back({s.now, unit_staleness_changed{name, true, one.before->observed_at}});
    return;
  }
  const unit_sighting& seen = *unit.last;
  changes.push_back({s.now,
                     unit_moved{.unit = name,
                                .device = s.device_names.name(seen.device),
                                .observed_at = seen.observed_at,
                                .at = seen.at,
                                .speed_cmps = {},
                                .heading_cdeg = {},
                                .error_cm = (seen.in_plane.error_mm + 9) / 10,
                                .poor = seen.in_plane.standing == fix_standing::poor,
                                .rostered = holder(s, seen.device, seen.observed_at).has_value()}});
}

}  // namespace

void sight(state& s, device_id id, const ping& p, const fix& f, std::vector<change>& changes) {
  const bool rostered = holder(s, id, p.observed_at).has_value();
  const std::string& device_name = s.device_names.name(id);
  if (!rostered && !s.devices[id.value].unknown_told) {
    s.devices[id.value].unknown_told = true;
    changes.push_back({s.now, unknown_device_seen{device_name}});
  }
  const unit_id unit = unit_at(s, id, p.observed_at);
  unit_state& known = s.units[unit.value];
  if (outlasts(s, known.last, id, p.observed_at)) {
    return;
  }
  remember(s, unit, {id, p.observed_at, p.at, f, p.heading_cdeg});
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
                                .poor = f.standing == fix_standing::poor,
                                .rostered = rostered}});
}

void sight_again(state& s, device_id id, interval rewritten, std::vector<change>& changes) {
  std::vector<looked_for> units;
  const auto add = [&](unit_id unit) -> std::optional<unit_sighting>& {
    auto& last = s.units[unit.value].last;
    if (std::none_of(units.begin(), units.end(), [unit](const looked_for& known) {
          return known.unit == unit;
        })) {
      units.push_back({unit, last});
    }
    return last;
  };
  for (const unit_id unit : s.devices[id.value].seen_as) {
    const auto& last = s.units[unit.value].last;
    if (last && last->device == id && rewritten.from <= last->observed_at &&
        last->observed_at <= rewritten.to) {
      add(unit).reset();
    }
  }
  const auto lost = units;
  const track& path = s.devices[id.value].path;
  for (std::size_t i = path.first_at_or_after(rewritten.from); i < path.fixes().size(); ++i) {
    const fix& f = path.fixes()[i];
    if (f.observed_at > rewritten.to) {
      break;
    }
    if (f.standing == fix_standing::jump) {
      continue;
    }
    const unit_id unit = unit_at(s, id, f.observed_at);
    if (!outlasts(s, s.units[unit.value].last, id, f.observed_at)) {
      add(unit);
      remember(s, unit, seen_at(s, id, f));
    }
  }
  for (const looked_for& one : lost) {
    look_for(s, one.unit);
  }
  std::sort(units.begin(), units.end(), [&s](const looked_for& a, const looked_for& b) {
    return s.unit_names.name(a.unit) < s.unit_names.name(b.unit);
  });
  for (const looked_for& one : units) {
    tell(s, one, changes);
  }
}

}  // namespace beatwatch
