#include "engine/take_facts.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/roads/road_graph.h"
#include "engine/state.h"
#include "engine/suggest.h"
#include "engine/take_ping.h"

namespace beatwatch {

void take_status(state& s, const status_changed& fact, std::vector<change>& changes) {
  const unit_id unit = s.unit_of(fact.unit);
  unit_state& known = s.units[unit.value];
  if (known.status != unit_status::unknown && fact.at < known.status_since) {
    return;  // typed late: a newer one is in force
  }
  known.status = fact.status;
  known.status_since = fact.at;
  known.status_incident = fact.incident;
  changes.push_back({s.now, unit_status_changed{fact.unit, fact.status, fact.at, fact.incident}});
}

void take_roster(state& s, const roster_changed& fact) {
  s.roster.learn(fact.entry);
  ++s.roster_version;
  s.unit_of(fact.entry.unit);
  if (fact.entry.duty.from >= s.now) {
    return;
  }
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    const device_state& device = s.devices[d];
    if (fact.entry.device == device.name ||
        fact.entry.device == s.device_names.name(device_id{d})) {
      reread_device(s, device_id{d}, fact.entry.duty.from);
    }
  }
}

void take_incident(state& s, const incident_changed& fact, std::vector<change>& changes) {
  const auto [known, fresh] = s.incidents.try_emplace(fact.incident.name, fact.incident);
  const incident before = known->second;
  if (!fresh && fact.incident.version <= before.version) {
    return;  // an earlier state, or the same again
  }
  known->second = fact.incident;
  std::sort(known->second.assigned.begin(), known->second.assigned.end());
  changes.push_back({s.now, incident_updated{known->second}});
  const bool open_with_place = known->second.at && !known->second.closed_at;
  if (open_with_place &&
      (fresh || before.at != known->second.at || before.grade != known->second.grade)) {
    nearest_query query{.incident = known->first, .count = s.settings.nearest_count};
    if (auto found = suggest(s, query)) {
      changes.push_back({s.now, suggestion_made{std::move(*found)}});
    }
  }
}

void take_plan(state& s, const plan_changed& fact) {
  auto& of_zone = s.plans[fact.zone];
  const auto same = std::find_if(of_zone.begin(), of_zone.end(), [&fact](const plan_changed& p) {
    return p.rule == fact.rule && p.valid.from == fact.valid.from;
  });
  if (same != of_zone.end()) {
    *same = fact;
  } else {
    of_zone.push_back(fact);
  }
}

void take_zones(state& s, const zones_activated& fact, std::vector<change>& changes) {
  const auto offered = s.offered_zones.find(fact.hash);
  check(offered != s.offered_zones.end(), "a zone set is offered before it is activated");
  zones_in_force fresh = in_force_from(fact.at, offered->second, s.zone_names);
  for (std::size_t i = 0; i < fresh.ids.size(); ++i) {
    s.books.open_zone(fresh.ids[i], fresh.set->zones[i].red_windows);
  }
  auto& in_force = s.legs.zones();
  std::erase_if(in_force, [&fact](const zones_in_force& z) { return z.from == fact.at; });
  in_force.insert(std::upper_bound(in_force.begin(),
                                   in_force.end(),
                                   fact.at,
                                   [](instant at, const zones_in_force& z) { return at < z.from; }),
                  std::move(fresh));
  changes.push_back({s.now, zones_changed{fact.hash, fact.at}});
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    reread_device(s, device_id{d}, fact.at);
  }
}

void take_roads(state& s, const roads_activated& fact, std::vector<change>& changes) {
  const auto offered = s.offered_roads.find(fact.hash);
  check(offered != s.offered_roads.end(), "a road graph is offered before it is activated");
  s.roads = offered->second;
  changes.push_back({s.now, roads_changed{fact.hash}});
}

void take_count(state& s,
                const std::string& source,
                const intake_counted& fact,
                std::vector<change>& changes) {
  std::uint64_t& total = s.sources[source].totals[fact.reason];
  total += fact.count;
  changes.push_back({s.now, source_counted{source, fact.reason, total}});
}

}  // namespace beatwatch
