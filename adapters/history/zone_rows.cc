#include "adapters/history/zone_rows.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "adapters/history/geometry_blob.h"
#include "adapters/history/zone_polygons.h"
#include "adapters/maps/zone_hash.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/check.h"

namespace beatwatch {

zone_rows::dated_shapes::dated_shapes(sqlite_database& file,
                                      const std::string& table,
                                      const std::string& name)
    : end_set_(file,
               ("UPDATE " + table + " SET end_ms = ?, end_time = ? WHERE start_ms = ?").c_str()) {
  sqlite_statement rows{file, ("SELECT " + name + ", start_ms, fid FROM " + table).c_str()};
  while (rows.step()) {
    fids_[std::string{rows.text(0)}][ms_to_instant(rows.integer(1))] = rows.integer(2);
    last_fid_ = std::max(last_fid_, rows.integer(2));
  }
}

std::int64_t zone_rows::dated_shapes::in_force(const std::string& name, instant t) const {
  const auto known = fids_.find(name);
  check(known != fids_.end(), "the engine speaks of zones and gates that were in force");
  const auto after = known->second.upper_bound(t);
  return after == known->second.begin() ? after->second : std::prev(after)->second;
}

std::int64_t zone_rows::dated_shapes::add(const std::string& name, instant at) {
  fids_[name][at] = ++last_fid_;
  return last_fid_;
}

void zone_rows::dated_shapes::end_set(instant begun, instant end) {
  const std::string end_text = format_rfc3339(end);
  end_set_.bind(1, instant_to_ms(end))
      .bind(2, std::string_view{end_text})
      .bind(3, instant_to_ms(begun))
      .run();
}

zone_rows::zone_rows(sqlite_database& file)
    : zones_(file, "zones"),
      names_(file, "zone_names"),
      gates_(file, "gates"),
      polygons_(file, "zones", "zone"),
      lines_(file, "gates", "gate") {
  sqlite_statement names{file, "SELECT zone, fid FROM zone_names"};
  while (names.step()) {
    numbers_.emplace(names.text(0), names.integer(1));
  }
  sqlite_statement sets{
      file, "SELECT start_ms, set_hash FROM zones UNION SELECT start_ms, set_hash FROM gates"};
  while (sets.step()) {
    sets_[ms_to_instant(sets.integer(0))] = sets.text(1);
  }
}

void zone_rows::add_zone(const zone& one, const start& since, const local_plane& plane) {
  const auto [number, fresh] =
      numbers_.try_emplace(one.name, static_cast<std::int64_t>(numbers_.size()) + 1);
  if (fresh) {
    names_.number(number->second).text(one.name).run();
  }
  const auto geometry = multipolygon_blob(zone_polygons(one.shape), plane);
  zones_.number(polygons_.add(one.name, since.at))
      .text(one.name)
      .text(one.kind)
      .text(nlohmann::json(one.levels).dump())
      .text(zone_hash({one}))
      .text(since.set_hash)
      .number(instant_to_ms(since.at))
      .none()
      .number(instant_to_ms(since.told_at))
      .time(since.at)
      .none()
      .blob(geometry);
  zones_.run();
}

void zone_rows::add_gate(const gate_line& one, const start& since, const local_plane& plane) {
  const auto geometry = line_blob(one.line, plane);
  gates_.number(lines_.add(one.name, since.at))
      .text(one.name)
      .text(nlohmann::json(one.levels).dump())
      .text(since.set_hash)
      .number(instant_to_ms(since.at))
      .none()
      .number(instant_to_ms(since.told_at))
      .time(since.at)
      .none()
      .blob(geometry);
  gates_.run();
}

void zone_rows::activate(const zone_set& zones,
                         instant at,
                         instant told_at,
                         const local_plane& plane) {
  const auto after = sets_.upper_bound(at);
  if (after != sets_.begin() && std::prev(after)->second == zones.hash) {
    return;
  }
  sets_[at] = zones.hash;
  const start since{.set_hash = zones.hash, .at = at, .told_at = told_at};
  for (const zone& one : zones.zones) {
    add_zone(one, since, plane);
  }
  for (const gate_line& one : zones.gates) {
    add_gate(one, since, plane);
  }
  end_each_set();
}

void zone_rows::add_superseded(const zone_set& zones, instant until, const local_plane& plane) {
  const start since{.set_hash = zones.hash, .at = instant{}, .told_at = until};
  for (const zone& one : zones.zones) {
    if (!polygons_.knows(one.name)) {
      add_zone(one, since, plane);
    }
  }
  for (const gate_line& one : zones.gates) {
    if (!lines_.knows(one.name)) {
      add_gate(one, since, plane);
    }
  }
  end_set(instant{}, until);
}

void zone_rows::end_set(instant begun, instant end) {
  polygons_.end_set(begun, end);
  lines_.end_set(begun, end);
}

void zone_rows::end_each_set() {
  for (auto set = sets_.begin(); std::next(set) != sets_.end(); ++set) {
    end_set(set->first, std::next(set)->first);
  }
}

std::int64_t zone_rows::polygon_of(const std::string& zone, instant t) const {
  return polygons_.in_force(zone, t);
}

std::int64_t zone_rows::line_of(const std::string& gate, instant t) const {
  return lines_.in_force(gate, t);
}

}  // namespace beatwatch
