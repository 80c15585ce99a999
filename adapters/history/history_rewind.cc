#include "adapters/history/history_rewind.h"

#include <array>
#include <chrono>

namespace beatwatch {
namespace {

constexpr std::array told_rows{
    "DELETE FROM visit_revisions WHERE told_ms >= ?",
    "DELETE FROM presence_by_hour WHERE told_ms >= ?",
    "DELETE FROM presence_by_day WHERE told_ms >= ?",
    "DELETE FROM level_presence_by_hour WHERE told_ms >= ?",
    "DELETE FROM level_presence_by_day WHERE told_ms >= ?",
    "DELETE FROM red_times WHERE told_ms >= ?",
    "DELETE FROM plans WHERE told_ms >= ?",
    "DELETE FROM hours WHERE told_ms >= ?",
    "DELETE FROM trails WHERE told_ms >= ?",
    "DELETE FROM incident_revisions WHERE told_ms >= ?",
    "DELETE FROM gate_pass_revisions WHERE told_ms >= ?",
    "DELETE FROM zones WHERE told_ms >= ?",
    "DELETE FROM gates WHERE told_ms >= ?",
    "DELETE FROM health_changes WHERE told_ms >= ?",
};

constexpr std::array hourly_rows{
    "DELETE FROM source_health WHERE start_ms >= ?",
    "DELETE FROM source_totals WHERE start_ms >= ?",
};

}  // namespace

void rewind_history(sqlite_database& file, instant from) {
  for (const char* const sql : told_rows) {
    sqlite_statement{file, sql}.bind(1, instant_to_ms(from)).run();
  }
  const instant hour = std::chrono::floor<std::chrono::hours>(from);
  for (const char* const sql : hourly_rows) {
    sqlite_statement{file, sql}.bind(1, instant_to_ms(hour)).run();
  }
  file.execute(
      "UPDATE visit_revisions SET newest = 1 WHERE newest = 0 AND revision ="
      " (SELECT max(o.revision) FROM visit_revisions o WHERE o.visit = visit_revisions.visit);"
      "UPDATE gate_pass_revisions SET newest = 1 WHERE newest = 0 AND revision ="
      " (SELECT max(o.revision) FROM gate_pass_revisions o"
      "  WHERE o.pass = gate_pass_revisions.pass);"
      "UPDATE incident_revisions SET newest = 1 WHERE newest = 0 AND version ="
      " (SELECT max(o.version) FROM incident_revisions o"
      "  WHERE o.incident = incident_revisions.incident)");
}

}  // namespace beatwatch
