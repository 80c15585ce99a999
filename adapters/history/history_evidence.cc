#include "adapters/history/history_evidence.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "adapters/history/history_query.h"
#include "adapters/history/presence_row_key.h"
#include "adapters/journal/parameters_codec.h"
#include "adapters/sources/hexadecimal.h"
#include "engine/base/interval_set.h"
#include "engine/figures/level_visits.h"

namespace beatwatch {
namespace {

constexpr duration longest_day = std::chrono::hours{25};

interval interval_at(const sqlite_statement& row, int column) {
  return {ms_to_instant(row.integer(column)), ms_to_instant(row.integer(column + 1))};
}

unit_kind kind_at(const sqlite_statement& row, int column) {
  const auto kind = parse_unit_kind(row.text(column));
  if (!kind) {
    throw std::runtime_error{"history: '" + std::string{row.text(column)} + "' is no kind of unit"};
  }
  return *kind;
}

std::optional<instant> instant_at(const sqlite_statement& row, int column) {
  return row.type(column) == SQLITE_NULL ? std::nullopt
                                         : std::optional{ms_to_instant(row.integer(column))};
}

// The hours that are told of from so long before the window as may count in it, and what of them is
// missing.
place_evidence told_hours(sqlite_database& file, interval window, instant deleted_before) {
  place_evidence evidence;
  evidence.window = whole_hours(window);
  const instant from = std::max(evidence.window.from - evidence_reach, deleted_before);
  sqlite_statement hours{file,
                         "SELECT start_ms, end_ms FROM hours"
                         " WHERE start_ms >= ? AND start_ms < ? ORDER BY start_ms"};
  hours.bind(1, instant_to_ms(from)).bind(2, instant_to_ms(evidence.window.to));
  std::vector<interval> told;
  while (hours.step()) {
    told.push_back(interval_at(hours, 0));
  }
  told = united(std::move(told));
  if (told.empty()) {
    evidence.told = {evidence.window.from, evidence.window.from};
  } else {
    evidence.told = {told.front().from, told.back().to};
    evidence.untold = without(evidence.told, told);
  }
  return evidence;
}

// Reads the rows of many places with statements that are prepared once.
class place_reader {
 public:
  explicit place_reader(sqlite_database& file)
      : number_(file, "SELECT fid FROM zone_names WHERE zone = ?"),
        cells_(file, cells_sql("presence_by_hour").c_str()),
        visits_(
            file,
            "SELECT unit, start_ms, end_ms, at_least_ms, about_ms, at_most_ms, unknown_ms, pings,"
            " class IN ('short', 'dose'), max(officers, 1), credit_ms, unallocated_ms,"
            " committed_ms, at_station_ms, unit_kind"
            " FROM visit_revisions WHERE newest = 1 AND state <> 'withdrawn' AND zone = ?"
            " AND start_ms >= ? AND start_ms < ? AND end_ms >= ? ORDER BY start_ms"),
        red_(file,
             "SELECT start_ms, end_ms FROM red_times WHERE zone = ?"
             " AND start_ms < ? AND end_ms > ? ORDER BY start_ms") {}

  static std::string cells_sql(const std::string& table) {
    return "SELECT start_ms, end_ms, at_least_ms, about_ms, at_most_ms, unknown_ms,"
           " red_at_least_ms, red_about_ms, red_at_most_ms, red_unknown_ms FROM " +
           table + " WHERE fid >= ? AND fid < ? ORDER BY fid";
  }

  std::optional<std::int64_t> number_of(const std::string& zone) {
    const bool found = number_.bind(1, std::string_view{zone}).step();
    const auto number = found ? std::optional{number_.integer(0)} : std::nullopt;
    number_.reset();
    return number;
  }

  void add_cells(std::int64_t number, place_evidence& evidence) {
    add_cells(cells_, number, evidence);
  }
  static void add_cells(sqlite_statement& rows, std::int64_t number, place_evidence& evidence) {
    rows.bind(1, presence_row_key(number, evidence.told.from))
        .bind(2, presence_row_key(number, evidence.told.to + std::chrono::hours{1} - duration{1}));
    while (rows.step()) {
      evidence.cells.push_back({.span = interval_at(rows, 0),
                                .presence = measure_at(rows, 2),
                                .red = measure_at(rows, 6)});
    }
    rows.reset();
  }

  // Those that touch `within`.
  void add_visits(const std::string& zone, interval within, place_evidence& evidence) {
    add_visits(zone, 0, within, evidence);
  }
  // Those that begin in `within`.
  void add_visits_begun(const std::string& zone, interval within, place_evidence& evidence) {
    add_visits(zone, instant_to_ms(within.from), within, evidence);
  }

  // So long beyond `within` that a window due is whole.
  void add_red(const std::string& zone, interval within, place_evidence& evidence) {
    red_.bind(1, std::string_view{zone})
        .bind(2, instant_to_ms(within.to + longest_day))
        .bind(3, instant_to_ms(within.from));
    std::vector<interval> pieces;
    while (red_.step()) {
      pieces.push_back(interval_at(red_, 0));
    }
    red_.reset();
    evidence.due = windows_due(pieces, intersection(evidence.window, within));
    evidence.red = common(united(std::move(pieces)), std::span{&within, 1});
  }

 private:
  void add_visits(const std::string& zone,
                  std::int64_t begun_from_ms,
                  interval within,
                  place_evidence& evidence) {
    visits_.bind(1, std::string_view{zone})
        .bind(2, begun_from_ms)
        .bind(3, instant_to_ms(within.to))
        .bind(4, instant_to_ms(within.from));
    while (visits_.step()) {
      evidence.visits.push_back({.zone = zone,
                                 .unit = std::string{visits_.text(0)},
                                 .span = interval_at(visits_, 1),
                                 .inside = measure_at(visits_, 3),
                                 .pings = static_cast<std::uint32_t>(visits_.integer(7)),
                                 .qualifies = visits_.integer(8) != 0,
                                 .officers = static_cast<std::uint32_t>(visits_.integer(9)),
                                 .crew = kind_at(visits_, 14),
                                 .credited_ms = visits_.integer(10),
                                 .unallocated_ms = visits_.integer(11),
                                 .committed_ms = visits_.integer(12),
                                 .at_station_ms = visits_.integer(13)});
    }
    visits_.reset();
  }

  sqlite_statement number_;
  sqlite_statement cells_;
  sqlite_statement visits_;
  sqlite_statement red_;
};

bool is_below(const nlohmann::json& names, const std::string& level) {
  std::string path;
  return std::any_of(names.begin(), names.end(), [&](const nlohmann::json& name) {
    path += (path.empty() ? "" : "/") + name.get<std::string>();
    return path == level;
  });
}

// Zones of a level and when they belong to it, by name.
std::map<std::string, std::vector<interval>> members_of(sqlite_database& file,
                                                        const std::string& level,
                                                        interval within) {
  std::map<std::string, std::vector<interval>> found;
  sqlite_statement rows{file,
                        "SELECT zone, levels, start_ms, end_ms FROM zones WHERE start_ms < ?"};
  rows.bind(1, instant_to_ms(within.to));
  while (rows.step()) {
    const instant end = instant_at(rows, 3).value_or(instant::max());
    const interval time = intersection(within, {ms_to_instant(rows.integer(2)), end});
    const auto levels = nlohmann::json::parse(rows.text(1));
    if (!time.empty() && std::any_of(levels.begin(), levels.end(), [&level](const auto& names) {
          return is_below(names, level);
        })) {
      found[std::string{rows.text(0)}].push_back(time);
    }
  }
  for (auto& [zone, times] : found) {
    times = united(std::move(times));
  }
  return found;
}

// What a zone gives to a level while it belongs to it. Only who has windows due is asked for more.
place_evidence member_part(place_reader& read,
                           const std::string& zone,
                           const std::vector<interval>& times,
                           const place_evidence& begun) {
  place_evidence part = begun;
  for (const interval& time : times) {
    place_evidence one{.window = begun.window};
    read.add_visits_begun(zone, time, part);
    read.add_red(zone, time, one);
    part.red.insert(part.red.end(), one.red.begin(), one.red.end());
    part.due.insert(part.due.end(), one.due.begin(), one.due.end());
  }
  if (const auto number = part.due.empty() ? std::nullopt : read.number_of(zone)) {
    read.add_cells(*number, part);
  }
  return part;
}

}  // namespace

history_evidence::history_evidence(sqlite_database& file) : file_(&file) {
  sqlite_statement row{file,
                       "SELECT coalesce(max(before_ms), 0) FROM prunings"
                       " WHERE class IN ('visits', 'presence') AND removed > 0"};
  row.step();
  deleted_before_ = ms_to_instant(row.integer(0));
}

std::optional<place_evidence> history_evidence::of_zone(const std::string& zone,
                                                        interval window) const {
  place_reader read{*file_};
  const auto number = read.number_of(zone);
  if (!number) {
    return std::nullopt;
  }
  place_evidence evidence = told_hours(*file_, window, deleted_before_);
  read.add_cells(*number, evidence);
  read.add_visits(zone, evidence.told, evidence);
  read.add_red(zone, evidence.told, evidence);
  return evidence;
}

std::optional<level_evidence> history_evidence::of_level(const std::string& level,
                                                         interval window) const {
  sqlite_statement number{*file_, "SELECT fid FROM level_names WHERE level = ?"};
  const bool with_rows = number.bind(1, std::string_view{level}).step();
  level_evidence evidence{.place = told_hours(*file_, window, deleted_before_)};
  const place_evidence begun = evidence.place;
  if (with_rows) {
    sqlite_statement cells{*file_, place_reader::cells_sql("level_presence_by_hour").c_str()};
    place_reader::add_cells(cells, number.integer(0), evidence.place);
  }
  place_reader read{*file_};
  std::vector<interval> red;
  for (const auto& [zone, times] : members_of(*file_, level, begun.told)) {
    place_evidence part = member_part(read, zone, times, begun);
    red.insert(red.end(), part.red.begin(), part.red.end());
    evidence.names.push_back(zone);
    evidence.zones.push_back(std::move(part));
  }
  if (!with_rows && evidence.names.empty()) {
    return std::nullopt;
  }
  evidence.place.visits = level_visits(visits_of_zones(evidence));
  evidence.place.red = united(std::move(red));
  evidence.place.due = windows_due(evidence.place.red, begun.window);
  return evidence;
}

std::optional<visit_count> history_evidence::counted_visits(const std::vector<std::string>& zones,
                                                            interval window) const {
  sqlite_statement rows{
      *file_,
      "SELECT coalesce(sum(d.visits_at_least), 0), coalesce(sum(d.visits_at_most), 0)"
      " FROM presence_by_day d WHERE d.fid >= ? AND d.fid < ?"};
  place_reader read{*file_};
  visit_count sum;
  for (const std::string& zone : zones) {
    const auto number = read.number_of(zone);
    if (!number) {
      return std::nullopt;
    }
    rows.bind(1, presence_row_key(*number, window.from))
        .bind(2, presence_row_key(*number, window.to));
    rows.step();
    sum.at_least = std::max(sum.at_least, static_cast<std::uint32_t>(rows.integer(0)));
    sum.at_most += static_cast<std::uint32_t>(rows.integer(1));
    rows.reset();
  }
  return sum;
}

std::vector<plan_changed> history_evidence::plans(const std::string& zone) const {
  sqlite_statement rows{
      *file_,
      "SELECT rule, visits, dose_min, max_gap_min, owner, start_ms, end_ms, state,"
      " agreed_ms, review_ms FROM plans WHERE zone = ? ORDER BY rule, start_ms"};
  rows.bind(1, std::string_view{zone});
  const auto minutes_at = [&rows](int column) {
    return rows.type(column) == SQLITE_NULL
               ? std::nullopt
               : std::optional{static_cast<std::uint32_t>(rows.integer(column))};
  };
  std::vector<plan_changed> found;
  while (rows.step()) {
    plan_changed plan{.zone = zone,
                      .rule = std::string{rows.text(0)},
                      .visits = static_cast<std::uint32_t>(rows.integer(1)),
                      .dose_min = minutes_at(2),
                      .max_gap_min = minutes_at(3),
                      .owner = std::string{rows.text(4)},
                      .valid = interval_at(rows, 5)};
    for (const auto state :
         {priority_state::proposed, priority_state::agreed, priority_state::closed}) {
      plan.state = rows.text(7) == to_string(state) ? state : plan.state;
    }
    plan.agreed_at = instant_at(rows, 8);
    plan.review_at = instant_at(rows, 9);
    found.push_back(std::move(plan));
  }
  return found;
}

parameters parameters_of(sqlite_database& file) {
  const auto text = history_fact(file, "parameters");
  const auto octets = text ? hex_to_octets(*text) : std::nullopt;
  const auto settings =
      octets ? bytes_to_parameters(std::as_bytes(std::span{*octets})) : std::nullopt;
  if (!settings) {
    throw history_error{file.file().string() + ": does not say what parameters made it"};
  }
  return *settings;
}

}  // namespace beatwatch
