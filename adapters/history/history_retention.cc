#include "adapters/history/history_retention.h"

#include "adapters/history/row_digest.h"
#include "adapters/sources/rfc3339.h"

namespace beatwatch {
namespace {

// How the rows of one table are deleted. The parameter of `old` is the instant before which rows
// go, that of the others the pruning, whose holds stand in `pruning_holds`.
struct table_rules {
  const char* table;
  const char* by;
  const char* old;   ///< rows old enough
  const char* held;  ///< rows that a hold keeps
  const char* kept;  ///< fills the table of aggregates from the rows in `doomed`
};

constexpr std::array trails{
    table_rules{"trails",
                "unit, event_ms",
                "SELECT fid FROM trails WHERE event_ms < ?1",
                "SELECT t.fid FROM trails t JOIN pruning_holds h"
                " ON t.event_ms >= h.start_ms AND t.event_ms < h.end_ms WHERE h.pruning = ?1",
                "INSERT INTO kept_trails(pruning, start_ms, fixes)"
                " SELECT ?1, event_ms - event_ms % 3600000 AS hour, count(*) FROM trails"
                " WHERE fid IN temp.doomed GROUP BY hour"},
    table_rules{
        "gate_pass_revisions",
        "pass, revision",
        "SELECT fid FROM gate_pass_revisions WHERE pass IN"
        " (SELECT pass FROM gate_pass_revisions GROUP BY pass HAVING max(end_ms) <= ?1)",
        "SELECT fid FROM gate_pass_revisions WHERE pass IN"
        " (SELECT p.pass FROM gate_pass_revisions p JOIN pruning_holds h"
        "  ON p.start_ms < h.end_ms AND p.end_ms > h.start_ms WHERE h.pruning = ?1)",
        "INSERT INTO kept_gate_passes(pruning, gate, start_ms, direction, proved, likely, possible)"
        " SELECT ?1, gate, about_ms - about_ms % 3600000 AS hour, direction,"
        " sum(certainty = 'proved'), sum(certainty = 'likely'), sum(certainty = 'possible')"
        " FROM gate_pass_revisions"
        " WHERE fid IN temp.doomed AND newest = 1 AND state <> 'withdrawn'"
        " GROUP BY gate, hour, direction"}};

constexpr std::array visits{table_rules{
    "visit_revisions",
    "visit, revision",
    "SELECT fid FROM visit_revisions WHERE visit IN"
    " (SELECT visit FROM visit_revisions GROUP BY visit HAVING max(end_ms) <= ?1)",
    "SELECT fid FROM visit_revisions WHERE visit IN"
    " (SELECT v.visit FROM visit_revisions v JOIN pruning_holds h"
    "  ON h.zone IN ('', v.zone) AND v.start_ms < h.end_ms AND v.end_ms >= h.start_ms"
    "  WHERE h.pruning = ?1)",
    "INSERT INTO kept_visits(pruning, zone, start_ms, visits, at_least_ms, about_ms, "
    "at_most_ms,"
    " unknown_ms)"
    " SELECT ?1, zone, start_ms - start_ms % 3600000 AS hour, count(*), sum(at_least_ms),"
    " sum(about_ms), sum(at_most_ms), sum(unknown_ms) FROM visit_revisions"
    " WHERE fid IN temp.doomed AND newest = 1 AND state <> 'withdrawn' GROUP BY zone, hour"}};

constexpr std::array presence{table_rules{
    "presence_by_hour",
    "zone, start_ms",
    "SELECT fid FROM presence_by_hour WHERE end_ms <= ?1",
    "SELECT p.fid FROM presence_by_hour p JOIN pruning_holds h"
    " ON h.zone IN ('', p.zone) AND p.start_ms < h.end_ms AND p.end_ms > h.start_ms"
    " WHERE h.pruning = ?1",
    "INSERT INTO kept_presence(fid, pruning, zone, start_ms, at_least_ms, about_ms, at_most_ms,"
    " unknown_ms)"
    " SELECT fid, ?1, zone, start_ms, at_least_ms, about_ms, at_most_ms, unknown_ms"
    " FROM presence_by_hour WHERE fid IN temp.doomed"}};

constexpr std::array incidents{table_rules{
    "incident_revisions",
    "incident, version",
    "SELECT fid FROM incident_revisions WHERE incident IN"
    " (SELECT incident FROM incident_revisions WHERE newest = 1 AND end_ms <= ?1)",
    "SELECT fid FROM incident_revisions WHERE incident IN"
    " (SELECT i.incident FROM incident_revisions i JOIN pruning_holds h"
    "  ON i.start_ms < h.end_ms AND coalesce(i.end_ms, i.start_ms) >= h.start_ms"
    "  WHERE h.pruning = ?1)",
    "INSERT INTO kept_incidents(pruning, start_ms, grade, incidents)"
    " SELECT ?1, start_ms - start_ms % 3600000 AS hour, grade, count(*)"
    " FROM incident_revisions WHERE fid IN temp.doomed AND newest = 1 GROUP BY hour, grade"}};

struct class_rules {
  const char* word;
  std::span<const table_rules> tables;
};

constexpr std::array classes{class_rules{"trails", trails},
                             class_rules{"visits", visits},
                             class_rules{"presence", presence},
                             class_rules{"incidents", incidents}};

const class_rules& rules_of(retention_class kind) {
  return classes.at(static_cast<std::size_t>(kind));
}

struct pruning {
  std::int64_t fid = 0;
  instant before;
};

void run_with(sqlite_database& file, const std::string& sql, std::int64_t parameter) {
  sqlite_statement{file, sql.c_str()}.bind(1, parameter).run();
}

std::int64_t count(sqlite_database& file, const char* table) {
  sqlite_statement row{file, ("SELECT count(*) FROM " + std::string{table}).c_str()};
  row.step();
  return row.integer(0);
}

// Fills `temp.doomed`; returns how many rows a hold keeps.
std::int64_t choose(sqlite_database& file, const table_rules& of, const pruning& which) {
  file.execute(
      "CREATE TEMP TABLE IF NOT EXISTS doomed(fid INTEGER PRIMARY KEY);"
      "DELETE FROM temp.doomed");
  run_with(file, std::string{"INSERT INTO temp.doomed "} + of.old, instant_to_ms(which.before));
  const std::int64_t old = count(file, "temp.doomed");
  run_with(file, std::string{"DELETE FROM temp.doomed WHERE fid IN ("} + of.held + ')', which.fid);
  return old - count(file, "temp.doomed");
}

void remove_chosen(sqlite_database& file, const table_rules& of) {
  file.execute(("DELETE FROM " + std::string{of.table} + " WHERE fid IN temp.doomed").c_str());
}

std::int64_t record(sqlite_database& file, const prune_request& request) {
  const std::string before = format_rfc3339(request.before);
  const std::string made = format_rfc3339(request.made_at);
  sqlite_statement row{file,
                       "INSERT INTO prunings(class, before_ms, removed, held, removed_digest,"
                       " before_time, made_time) VALUES(?, ?, 0, 0, '', ?, ?)"};
  row.bind(1, to_string(request.kind))
      .bind(2, instant_to_ms(request.before))
      .bind(3, std::string_view{before})
      .bind(4, std::string_view{made})
      .run();
  const std::int64_t fid = sqlite3_last_insert_rowid(file.handle());
  sqlite_statement holds{file,
                         "INSERT INTO pruning_holds(pruning, zone, start_ms, end_ms, reason)"
                         " VALUES(?, ?, ?, ?, ?)"};
  for (const legal_hold& hold : request.holds) {
    holds.bind(1, fid)
        .bind(2, std::string_view{hold.zone})
        .bind(3, instant_to_ms(hold.during.from))
        .bind(4, instant_to_ms(hold.during.to))
        .bind(5, std::string_view{hold.reason})
        .run();
  }
  return fid;
}

void seal(sqlite_database& file, std::int64_t fid, const prune_report& report) {
  const std::string hex = to_hex(report.removed_digest);
  sqlite_statement row{
      file, "UPDATE prunings SET removed = ?, held = ?, removed_digest = ? WHERE fid = ?"};
  row.bind(1, report.removed)
      .bind(2, report.held)
      .bind(3, std::string_view{hex})
      .bind(4, fid)
      .run();
}

}  // namespace

std::string_view to_string(retention_class kind) { return rules_of(kind).word; }

std::optional<retention_class> parse_retention_class(std::string_view word) {
  for (const retention_class kind : retention_classes) {
    if (to_string(kind) == word) {
      return kind;
    }
  }
  return std::nullopt;
}

prune_report prune_history(sqlite_database& file, const prune_request& request) {
  if (const std::int64_t settled = settled_until_ms(file);
      instant_to_ms(request.before) > settled) {
    throw history_error{file.file().string() + ": is settled until " +
                        format_rfc3339(ms_to_instant(settled)) + "; nothing later than that, " +
                        format_rfc3339(request.before) + ", can be sealed"};
  }
  file.execute("PRAGMA secure_delete=ON");
  prune_report report{.kind = request.kind, .before = request.before};
  sqlite_transaction all{file};
  const pruning which{record(file, request), request.before};
  for (const table_rules& of : rules_of(request.kind).tables) {
    report.held += choose(file, of, which);
    report.removed += count(file, "temp.doomed");
    report.removed_digest =
        row_digest(file, of.table, "fid IN temp.doomed", of.by, report.removed_digest);
    run_with(file, of.kept, which.fid);
    remove_chosen(file, of);
  }
  seal(file, which.fid, report);
  all.commit();
  return report;
}

void shrink_history(sqlite_database& file) { file.execute("VACUUM"); }

void repeat_prunings(sqlite_database& file) {
  struct known {
    retention_class kind;
    pruning which;
  };
  std::vector<known> all;
  sqlite_statement rows{file, "SELECT class, fid, before_ms FROM prunings ORDER BY fid"};
  while (rows.step()) {
    const auto kind = parse_retention_class(rows.text(0));
    if (!kind) {
      throw history_error{file.file().string() + ": seals the unknown class \"" +
                          std::string{rows.text(0)} + '"'};
    }
    all.push_back({*kind, {rows.integer(1), ms_to_instant(rows.integer(2))}});
  }
  for (const known& one : all) {
    for (const table_rules& of : rules_of(one.kind).tables) {
      choose(file, of, one.which);
      remove_chosen(file, of);
    }
  }
}

}  // namespace beatwatch
