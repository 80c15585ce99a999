#include "engine/take_facts.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/crew_rest.h"
#include "engine/device_holder.h"
#include "engine/likely_paths.h"
#include "engine/roads/road_graph.h"
#include "engine/state.h"
#include "engine/suggest.h"
#include "engine/take_ping.h"

namespace beatwatch {

void take_status(state& s, const status_changed& fact, std::vector<change>& changes) {
  s.alarms_touched = true;
  const unit_id unit = s.unit_of(fact.unit);
  if (const auto changed = s.facts.learn(unit, {fact.at, fact.status, fact.incident})) {
    s.books.because(visit_cause::status);
    s.books.facts_changed(unit, *changed);
  }
  unit_state& known = s.units[unit.value];
  if (fact.at < known.status_since) {
    return;  // typed late: a newer one is in force
  }
  known.status = fact.status;
  known.status_since = fact.at;
  known.status_incident = fact.incident;
  changes.push_back({s.now, unit_status_changed{fact.unit, fact.status, fact.at, fact.incident}});
}

namespace {

// From `from` on the roster says something else of the device.
void hold_anew(state& s, const std::string& device, instant from, std::vector<change>& changes) {
  ++s.roster_version;
  s.alarms_touched = true;
  s.books.because(visit_cause::roster);
  for (const std::string& name : s.roster.units_named_with(device)) {
    const unit_id unit = s.unit_of(name);
    s.books.crew_changed(unit, from);
    s.books.facts_changed(unit, {from, instant::max()});
  }
  if (from > s.now + s.settings.future_limit) {
    return;  // of no fix so far
  }
  for (const device_id id : devices_named(s, device)) {
    if (const auto told = reread_device(s, id, {from, instant::max()}, changes)) {
      reread_crew(s, id, *told, changes);
    }
  }
}

}  // namespace

void take_roster(state& s, const roster_changed& fact, std::vector<change>& changes) {
  s.unit_of(fact.entry.unit);
  if (s.roster.learn(fact.entry, s.now)) {
    hold_anew(s, fact.entry.device, fact.entry.duty.from, changes);
  }
}

void take_holding_end(state& s, const holding_ended& fact, std::vector<change>& changes) {
  if (s.roster.learn(fact, s.now)) {
    hold_anew(s, fact.device, fact.at, changes);
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
  if (before.grade != known->second.grade || fresh) {
    s.books.because(visit_cause::status);
    for (const auto& [unit, committed] : s.facts.sent_to(known->first)) {
      s.books.facts_changed(unit, committed);
    }
  }
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

namespace {

void put_in_force(state& s, const zones_activated& fact, std::vector<change>& changes) {
  const auto offered = s.offered_zones.find(fact.hash);
  check(offered != s.offered_zones.end(), "a zone set is offered before it is activated");
  zones_in_force fresh = in_force_from(fact.at, offered->second, s.zone_names);
  for (const zone_id id : fresh.ids) {
    s.books.open_zone(id);
  }
  auto& in_force = s.legs.zones();
  std::erase_if(in_force, [&fact](const zones_in_force& z) { return z.from == fact.at; });
  in_force.insert(std::upper_bound(in_force.begin(),
                                   in_force.end(),
                                   fact.at,
                                   [](instant at, const zones_in_force& z) { return at < z.from; }),
                  std::move(fresh));
  tell_zones(s, fact.at);
  set_levels(s, fact.at);
  s.books.because(visit_cause::zone_change);
  changes.push_back({s.now, zones_changed{fact.hash, fact.at}});
  for (std::uint32_t d = 0; d < s.devices.size(); ++d) {
    reread_device(s, device_id{d}, {fact.at, instant::max()}, changes);
  }
}

}  // namespace

void take_zones(state& s, const zones_activated& fact, std::vector<change>& changes) {
  if (fact.at > s.now) {
    check(s.offered_zones.contains(fact.hash), "a zone set is offered before it is activated");
    s.zones_to_come[fact.at] = fact.hash;
  } else {
    put_in_force(s, fact, changes);
  }
}

void put_due_zones_in_force(state& s, std::vector<change>& changes) {
  while (!s.zones_to_come.empty() && s.zones_to_come.begin()->first <= s.now) {
    const auto due = s.zones_to_come.extract(s.zones_to_come.begin());
    put_in_force(s, {.hash = due.mapped(), .at = due.key()}, changes);
  }
}

void tell_zones(state& s, instant changed_from) {
  std::vector<std::vector<dated_red_windows>> by_zone(s.zone_names.size());
  std::vector<std::vector<interval>> station_times(s.zone_names.size());
  std::vector<std::vector<dated_bounds>> places(s.zone_names.size());
  const auto& kinds = s.settings.station_kinds;
  const auto& sets = s.legs.zones();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const zones_in_force& in_force = sets[i];
    const instant until = i + 1 < sets.size() ? sets[i + 1].from : instant::max();
    for (auto& dated : by_zone) {
      dated.push_back({in_force.from, {}});
    }
    for (auto& dated : places) {
      dated.push_back({in_force.from, std::nullopt});
    }
    for (std::size_t place = 0; place < in_force.ids.size(); ++place) {
      const zone& shown = in_force.set->zones[place];
      by_zone[in_force.ids[place].value].back().windows = shown.red_windows;
      places[in_force.ids[place].value].back().bounds = shown.shape.bounds();
      if (std::find(kinds.begin(), kinds.end(), shown.kind) != kinds.end()) {
        station_times[in_force.ids[place].value].push_back({in_force.from, until});
      }
    }
  }
  for (std::uint32_t z = 0; z < by_zone.size(); ++z) {
    s.books.set_red_windows(zone_id{z}, std::move(by_zone[z]), changed_from);
    s.books.set_station_times(zone_id{z}, std::move(station_times[z]));
    s.books.set_places(zone_id{z}, std::move(places[z]));
  }
  if (changed_from != instant::max()) {
    s.red_times.of_zone.clear();
    s.red_times.next_look = s.now;
  }
}

void set_levels(state& s, instant changed_from) {
  std::vector<dated_levels> dated;
  for (const zones_in_force& in_force : s.legs.zones()) {
    dated_levels levels{.from = in_force.from, .paths = {}};
    levels.paths.resize(s.zone_names.size());
    for (std::size_t place = 0; place < in_force.ids.size(); ++place) {
      levels.paths[in_force.ids[place].value] = level_paths(in_force.set->zones[place]);
    }
    dated.push_back(std::move(levels));
  }
  s.books.set_levels(dated, changed_from);
}

void take_roads(state& s, const roads_activated& fact, std::vector<change>& changes) {
  const auto offered = s.offered_roads.find(fact.hash);
  check(offered != s.offered_roads.end(), "a road graph is offered before it is activated");
  if (s.roads != offered->second) {
    s.roads = offered->second;
    paths_changed(s);
  }
  changes.push_back({s.now, roads_changed{fact.hash}});
}

void take_count(state& s,
                const std::string& source,
                const intake_counted& fact,
                std::vector<change>& changes) {
  source_count& count = s.sources[source].counts[fact.reason];
  count.total += fact.count;
  count.told = count.total;
  count.last_at = s.now;
  changes.push_back({s.now, source_counted{source, fact.reason, count.total}});
}

}  // namespace beatwatch
