#include "engine/checkpoint.h"

#include <algorithm>
#include <string>

#include "engine/base/archive.h"
#include "engine/likely_paths.h"
#include "engine/roads/road_graph.h"
#include "engine/state.h"
#include "engine/take_facts.h"

namespace beatwatch {
namespace {

struct names_in_order {
  std::vector<std::string> devices;
  std::vector<std::string> units;
  std::vector<std::string> zones;
};

struct zones_by_hash {
  instant from;
  std::string hash;
};

template <class Archive>
void fields(Archive& a, names_in_order& n) {
  a(n.devices, n.units, n.zones);
}
template <class Archive>
void fields(Archive& a, zones_by_hash& z) {
  a(z.from, z.hash);
}

}  // namespace

template <class Archive>
void fields(Archive& a, held_device& h) {
  a(h.device, h.unit, h.cap_mps);
}
template <class Archive>
void fields(Archive& a, device_state& d) {
  a(d.source,
    d.name,
    d.path,
    d.open_slots,
    d.held_last,
    d.unknown_told,
    d.emergency_at,
    d.seen_as,
    d.carried_by);
}
template <class Archive>
void fields(Archive& a, unit_sighting& f) {
  a(f.device, f.observed_at, f.at, f.in_plane, f.heading_cdeg);
}
template <class Archive>
void fields(Archive& a, unit_state& u) {
  a(u.status, u.status_since, u.status_incident, u.last, u.stale, u.carried);
}
template <class Archive>
void fields(Archive& a, source_count& c) {
  a(c.total, c.told, c.last_at);
}
template <class Archive>
void fields(Archive& a, source_state& s) {
  a(s.last_seq, s.counts, s.last_fact_at);
}
template <class Archive>
void fields(Archive& a, plan_changed& p) {
  a(p.zone, p.rule, p.visits, p.dose_min, p.max_gap_min, p.owner, p.valid);
  a(p.state, p.agreed_at, p.review_at);
}
template <class Archive>
void fields(Archive& a, state& s) {
  a(s.now,
    s.devices,
    s.units,
    s.sources,
    s.incidents,
    s.plans,
    s.declared,
    s.zones_to_come,
    s.roster,
    s.facts,
    s.books,
    s.gates,
    s.health,
    s.detector,
    s.doubts,
    s.crews_looked_for_at,
    s.alarms,
    s.red_times.next_look,
    s.red_times.of_zone,
    s.alarms_touched,
    s.ticked_at,
    s.stale_checked_at,
    s.anyone_heard,
    s.counts_untold);
}

std::vector<std::byte> save_state(const state& s) {
  std::vector<std::byte> bytes;
  byte_writer write{bytes};
  write(names_in_order{s.device_names.names(), s.unit_names.names(), s.zone_names.names()});
  std::vector<zones_by_hash> zones;
  for (const zones_in_force& z : s.legs.zones()) {
    zones.push_back({z.from, z.set->hash});
  }
  write(zones, s.roads ? s.roads->hash() : std::string{}, s);
  return bytes;
}

std::unique_ptr<state> load_state(std::span<const std::byte> bytes, const state& now) {
  auto loaded = std::make_unique<state>(now.settings);
  loaded->offered_zones = now.offered_zones;
  loaded->offered_roads = now.offered_roads;
  byte_reader read{bytes};
  names_in_order names;
  std::vector<zones_by_hash> zones;
  std::string roads;
  read(names, zones, roads, *loaded);
  const auto offered_roads = loaded->offered_roads.find(roads);
  if (!read.ok() || !read.at_end() || loaded->devices.size() != names.devices.size() ||
      loaded->units.size() != names.units.size() ||
      loaded->health.devices().size() != names.devices.size() ||
      (!roads.empty() && offered_roads == loaded->offered_roads.end())) {
    return nullptr;
  }
  if (!roads.empty()) {
    loaded->roads = offered_roads->second;
  }
  const auto intern = [](const std::vector<std::string>& from, auto& to) {
    std::for_each(from.begin(), from.end(), [&to](const std::string& name) { to.intern(name); });
  };
  intern(names.devices, loaded->device_names);
  intern(names.units, loaded->unit_names);
  intern(names.zones, loaded->zone_names);
  for (const auto& [at, hash] : loaded->zones_to_come) {
    if (!loaded->offered_zones.contains(hash)) {
      return nullptr;
    }
  }
  for (const zones_by_hash& z : zones) {
    const auto offered = loaded->offered_zones.find(z.hash);
    if (offered == loaded->offered_zones.end()) {
      return nullptr;
    }
    loaded->legs.zones().push_back(in_force_from(z.from, offered->second, loaded->zone_names));
  }
  for (std::uint32_t d = 0; d < loaded->devices.size(); ++d) {
    const reporting_profile& profile = loaded->profile_of(loaded->devices[d]);
    loaded->books.introduce(device_id{d}, profile);
    loaded->health.set_silence_max(device_id{d}, device_silence_max(loaded->settings, profile));
  }
  rebuild_waiting_paths(*loaded);
  tell_zones(*loaded, instant::max());
  loaded->books.rebuild_look_up();
  set_levels(*loaded, instant::max());
  return loaded;
}

std::vector<std::byte> settled_state(const state& s) {
  std::vector<std::byte> bytes;
  byte_writer write{bytes};
  std::vector<std::uint32_t> by_name(s.units.size());
  for (std::uint32_t u = 0; u < by_name.size(); ++u) {
    by_name[u] = u;
  }
  std::sort(by_name.begin(), by_name.end(), [&s](std::uint32_t a, std::uint32_t b) {
    return s.unit_names.name(unit_id{a}) < s.unit_names.name(unit_id{b});
  });
  for (const std::uint32_t u : by_name) {
    const unit_state& unit = s.units[u];
    if (unit.status == unit_status::unknown && !unit.last) {
      continue;
    }
    write(s.unit_names.name(unit_id{u}), unit.status, unit.status_since, unit.status_incident);
    if (unit.last) {
      write(unit.last->observed_at, unit.last->in_plane.at);
    }
  }
  write(s.incidents, s.declared.by_zone());
  s.books.write_settled(s.zone_names, s.unit_names, bytes);
  s.gates.write_settled(s.unit_names, bytes);
  return bytes;
}

}  // namespace beatwatch
