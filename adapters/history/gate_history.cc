#include "adapters/history/gate_history.h"

#include "adapters/history/history_query.h"

namespace beatwatch {
namespace {

void bind(sqlite_statement& rows, const std::string& gate, interval window) {
  const interval hours = whole_hours(window);
  rows.bind(1, std::string_view{gate})
      .bind(2, instant_to_ms(hours.from))
      .bind(3, instant_to_ms(hours.to));
}

}  // namespace

std::vector<gate_hour> gate_hours(sqlite_database& file, const std::string& gate, interval window) {
  sqlite_statement rows{file,
                        "SELECT start_ms, direction, proved, likely, possible FROM gate_figures"
                        " WHERE gate = ? AND start_ms >= ? AND start_ms < ?"
                        " ORDER BY start_ms, direction"};
  bind(rows, gate, window);
  std::vector<gate_hour> found;
  while (rows.step()) {
    found.push_back({.from = ms_to_instant(rows.integer(0)),
                     .direction = std::string{rows.text(1)},
                     .proved = rows.integer(2),
                     .likely = rows.integer(3),
                     .possible = rows.integer(4)});
  }
  return found;
}

std::vector<kept_pass> kept_passes(sqlite_database& file,
                                   const std::string& gate,
                                   interval window) {
  sqlite_statement rows{file,
                        "SELECT unit, direction, certainty, state, about_ms, start_ms, end_ms"
                        " FROM gate_passes WHERE gate = ? AND about_ms >= ? AND about_ms < ?"
                        " ORDER BY about_ms, unit, pass"};
  bind(rows, gate, window);
  std::vector<kept_pass> found;
  while (rows.step()) {
    found.push_back({.unit = std::string{rows.text(0)},
                     .direction = std::string{rows.text(1)},
                     .certainty = std::string{rows.text(2)},
                     .state = std::string{rows.text(3)},
                     .about = ms_to_instant(rows.integer(4)),
                     .possible = {ms_to_instant(rows.integer(5)), ms_to_instant(rows.integer(6))}});
  }
  return found;
}

}  // namespace beatwatch
