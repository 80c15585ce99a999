#include "adapters/history/zone_rows.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "adapters/history/geometry_blob.h"
#include "adapters/history/zone_polygons.h"
#include "adapters/maps/zone_hash.h"
#include "adapters/sources/rfc3339.h"
#include "engine/base/check.h"

namespace beatwatch {

zone_rows::zone_rows(sqlite_database& file)
    : file_(&file),
      zones_(file, "zones"),
      names_(file, "zone_names"),
      end_set_(file, "UPDATE zones SET end_ms = ?, end_time = ? WHERE start_ms = ?") {
  sqlite_statement names{file, "SELECT zone, fid FROM zone_names"};
  while (names.step()) {
    numbers_.emplace(names.text(0), names.integer(1));
  }
  sqlite_statement zones{file, "SELECT zone, start_ms, fid, set_hash FROM zones"};
  while (zones.step()) {
    const instant start = ms_to_instant(zones.integer(1));
    polygons_[std::string{zones.text(0)}][start] = zones.integer(2);
    sets_[start] = zones.text(3);
    last_fid_ = std::max(last_fid_, zones.integer(2));
  }
}

void zone_rows::add_zone(const zone& one,
                         const std::string& set_hash,
                         instant at,
                         instant told_at,
                         const local_plane& plane) {
  const auto [number, fresh] =
      numbers_.try_emplace(one.name, static_cast<std::int64_t>(numbers_.size()) + 1);
  if (fresh) {
    names_.number(number->second).text(one.name).run();
  }
  const auto geometry = multipolygon_blob(zone_polygons(one.shape), plane);
  polygons_[one.name][at] = ++last_fid_;
  zones_.number(last_fid_)
      .text(one.name)
      .text(one.kind)
      .text(nlohmann::json(one.levels).dump())
      .text(zone_hash({one}))
      .text(set_hash)
      .number(instant_to_ms(at))
      .none()
      .number(instant_to_ms(told_at))
      .time(at)
      .none()
      .blob(geometry);
  zones_.run();
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
  for (const zone& one : zones.zones) {
    add_zone(one, zones.hash, at, told_at, plane);
  }
  end_each_set();
}

void zone_rows::add_superseded(const zone_set& zones, instant until, const local_plane& plane) {
  for (const zone& one : zones.zones) {
    if (!polygons_.contains(one.name)) {
      add_zone(one, zones.hash, instant{}, until, plane);
    }
  }
  end_set(instant{}, until);
}

void zone_rows::end_set(instant start, instant end) {
  const std::string end_text = format_rfc3339(end);
  end_set_.bind(1, instant_to_ms(end))
      .bind(2, std::string_view{end_text})
      .bind(3, instant_to_ms(start))
      .run();
}

void zone_rows::end_each_set() {
  for (auto set = sets_.begin(); std::next(set) != sets_.end(); ++set) {
    end_set(set->first, std::next(set)->first);
  }
}

std::int64_t zone_rows::polygon_of(const std::string& zone, instant t) const {
  const auto known = polygons_.find(zone);
  check(known != polygons_.end(), "the engine speaks of zones that were in force");
  const auto after = known->second.upper_bound(t);
  return after == known->second.begin() ? after->second : std::prev(after)->second;
}

}  // namespace beatwatch
