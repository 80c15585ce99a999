#include "adapters/history/history_query.h"

#include <chrono>
#include <map>

#include "adapters/history/presence_row_key.h"
#include "engine/figures/evidence.h"

namespace beatwatch {
namespace {

// Keys of the rows of a zone's hours, as `history_tables_sql` describes them.
struct key_range {
  std::int64_t first = 0;
  std::int64_t end = 0;
};

key_range keys_of(std::int64_t zone_number, interval hours) {
  return {presence_row_key(zone_number, hours.from), presence_row_key(zone_number, hours.to)};
}

}  // namespace

presence_measure measure_at(const sqlite_statement& row, int column) {
  return {.at_least_ms = row.integer(column),
          .about_ms = row.integer(column + 1),
          .at_most_ms = row.integer(column + 2),
          .unknown_ms = row.integer(column + 3)};
}

interval whole_hours(interval window) {
  using std::chrono::hours;
  return {std::chrono::floor<hours>(window.from), std::chrono::ceil<hours>(window.to)};
}

window_coverage history_query::coverage(interval window) const {
  const interval hours = whole_hours(window);
  sqlite_statement row{*file_,
                       "SELECT count(*), coalesce(sum(settled), 0) FROM hours"
                       " WHERE start_ms >= ? AND start_ms < ?"};
  row.bind(1, instant_to_ms(hours.from)).bind(2, instant_to_ms(hours.to)).step();
  return {.hours = hours.length() / std::chrono::hours{1},
          .told = row.integer(0),
          .settled = row.integer(1)};
}

// One place's hours, by the table of its numbers and the table of its hours.
std::vector<hour_figures> history_query::hours_in(const char* numbers,
                                                  const char* hours,
                                                  const std::string& place,
                                                  interval window) const {
  std::vector<hour_figures> found;
  sqlite_statement number{*file_, numbers};
  if (!number.bind(1, std::string_view{place}).step()) {
    return found;
  }
  const key_range keys = keys_of(number.integer(0), whole_hours(window));
  sqlite_statement rows{*file_, hours};
  rows.bind(1, keys.first).bind(2, keys.end);
  while (rows.step()) {
    found.push_back({ms_to_instant(rows.integer(0)), measure_at(rows, 1)});
  }
  return found;
}

std::vector<hour_figures> history_query::hours_of(const std::string& zone, interval window) const {
  return hours_in("SELECT fid FROM zone_names WHERE zone = ?",
                  "SELECT start_ms, at_least_ms, about_ms, at_most_ms, unknown_ms"
                  " FROM presence_figures WHERE fid >= ? AND fid < ? ORDER BY fid",
                  zone,
                  window);
}

std::vector<hour_figures> history_query::hours_of_level(const std::string& level,
                                                        interval window) const {
  return hours_in("SELECT fid FROM level_names WHERE level = ?",
                  "SELECT start_ms, at_least_ms, about_ms, at_most_ms, unknown_ms"
                  " FROM level_presence_by_hour WHERE fid >= ? AND fid < ? ORDER BY fid",
                  level,
                  window);
}

std::vector<level_figures> history_query::levels(interval window) const {
  const interval hours = whole_hours(window);
  std::vector<level_figures> found;
  sqlite_statement names{*file_, "SELECT level, fid FROM level_names ORDER BY level"};
  sqlite_statement rows{*file_,
                        "SELECT coalesce(sum(at_least_ms), 0), coalesce(sum(about_ms), 0),"
                        " coalesce(sum(at_most_ms), 0), coalesce(sum(unknown_ms), 0)"
                        " FROM level_presence_by_hour WHERE fid >= ? AND fid < ?"};
  while (names.step()) {
    const key_range keys = keys_of(names.integer(1), hours);
    rows.bind(1, keys.first).bind(2, keys.end).step();
    found.push_back({std::string{names.text(0)}, measure_at(rows, 0)});
    rows.reset();
  }
  return found;
}

std::vector<zone_figures> history_query::zones(interval window) const {
  const interval hours = whole_hours(window);
  std::map<std::string, zone_figures> by_name;
  sqlite_statement names{*file_, "SELECT zone, fid FROM zone_names"};
  // A zone's rows lie together: its part of the window is one short walk, however long the history.
  sqlite_statement rows{*file_,
                        "SELECT at_least_ms, about_ms, at_most_ms, unknown_ms"
                        " FROM presence_figures WHERE fid >= ? AND fid < ?"};
  while (names.step()) {
    zone_figures& figures = by_name[std::string{names.text(0)}];
    figures.zone = names.text(0);
    const key_range keys = keys_of(names.integer(1), hours);
    rows.bind(1, keys.first).bind(2, keys.end);
    while (rows.step()) {
      figures.presence += measure_at(rows, 0);
    }
    rows.reset();
  }
  sqlite_statement visits{
      *file_,
      "SELECT zone, count(*) FROM visit_revisions WHERE newest = 1 AND state <> 'withdrawn'"
      " AND start_ms >= ?1 AND start_ms < ?2 GROUP BY zone"
      " UNION ALL SELECT zone, sum(visits) FROM kept_visits"
      " WHERE start_ms >= ?1 AND start_ms < ?2 GROUP BY zone"};
  visits.bind(1, instant_to_ms(hours.from)).bind(2, instant_to_ms(hours.to));
  while (visits.step()) {
    by_name[std::string{visits.text(0)}].visits += visits.integer(1);
  }
  std::vector<zone_figures> all;
  all.reserve(by_name.size());
  for (auto& [name, figures] : by_name) {
    all.push_back(std::move(figures));
  }
  return all;
}

std::vector<kept_visit> history_query::visits_of(const std::string& zone, interval window) const {
  const interval hours = whole_hours(window);
  sqlite_statement rows{
      *file_,
      "SELECT unit, start_ms, end_ms, at_least_ms, about_ms, at_most_ms, unknown_ms, revision,"
      " state, class, evidence, dwell_at_least_ms, dwell_about_ms, unallocated_ms, at_station_ms "
      "FROM visit_revisions WHERE newest = 1 AND state <> 'withdrawn' AND zone = ?"
      " AND start_ms < ? AND end_ms >= ? ORDER BY start_ms, unit"};
  rows.bind(1, std::string_view{zone})
      .bind(2, instant_to_ms(hours.to))
      .bind(3, instant_to_ms(hours.from));
  std::vector<kept_visit> found;
  while (rows.step()) {
    found.push_back({.unit = std::string{rows.text(0)},
                     .span = {ms_to_instant(rows.integer(1)), ms_to_instant(rows.integer(2))},
                     .inside = measure_at(rows, 3),
                     .revision = rows.integer(7),
                     .state = std::string{rows.text(8)},
                     .kind = std::string{rows.text(9)},
                     .evidence = std::string{rows.text(10)},
                     .dwell_at_least_ms = rows.integer(11),
                     .dwell_about_ms = rows.integer(12),
                     .unallocated_ms = rows.integer(13),
                     .at_station_ms = rows.integer(14)});
  }
  return found;
}

}  // namespace beatwatch
