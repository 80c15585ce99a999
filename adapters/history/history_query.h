#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "adapters/history/history_file.h"
#include "engine/base/interval.h"
#include "engine/change.h"

namespace beatwatch {

/// What a zone got in one hour of UTC.
struct hour_figures {
  instant from;
  presence_measure presence;
};

/// What a zone got in a window.
struct zone_figures {
  std::string zone;
  presence_measure presence;
  std::int64_t visits = 0;  ///< that began in it, about
};

/// What a level got in a window: the union over its zones.
struct level_figures {
  std::string level;
  presence_measure presence;
};

/// A visit as last revised.
struct kept_visit {
  std::string unit;
  interval span;
  presence_measure inside;
  std::int64_t revision = 0;
  std::string state;  ///< "settled", ...
  std::string kind;   ///< its class: "dose", ...
  std::string evidence;
  std::int64_t dwell_at_least_ms = 0;
  std::int64_t dwell_about_ms = 0;
  std::int64_t unallocated_ms = 0;
  std::int64_t at_station_ms = 0;
};

/// How much of a window a history speaks of. What is not covered is unknown, not absence.
struct window_coverage {
  std::int64_t hours = 0;    ///< of the window
  std::int64_t told = 0;     ///< of them
  std::int64_t settled = 0;  ///< of those
};

/// Answers of a history, before and after deletions alike; seconds of disjoint hours add up
/// exactly, as each hour is the union over units. Windows are widened to whole hours of UTC.
class history_query {
 public:
  /// The file outlives it.
  explicit history_query(sqlite_database& file) : file_(&file) {}

  [[nodiscard]] window_coverage coverage(interval window) const;
  /// Hours in which the zone got something, or something is unknown; in order.
  [[nodiscard]] std::vector<hour_figures> hours_of(const std::string& zone, interval window) const;
  /// The same of a level, by its path; hours of a level are never deleted.
  [[nodiscard]] std::vector<hour_figures> hours_of_level(const std::string& level,
                                                         interval window) const;
  /// Every level that the file knows, by path.
  [[nodiscard]] std::vector<level_figures> levels(interval window) const;
  /// Every zone that the file knows, by name.
  [[nodiscard]] std::vector<zone_figures> zones(interval window) const;
  /// Those that touch the window and were not deleted, by start, then unit.
  [[nodiscard]] std::vector<kept_visit> visits_of(const std::string& zone, interval window) const;

 private:
  [[nodiscard]] std::vector<hour_figures> hours_in(const char* numbers,
                                                   const char* hours,
                                                   const std::string& place,
                                                   interval window) const;

  sqlite_database* file_;
};

/// Four columns from `column` on.
presence_measure measure_at(const sqlite_statement& row, int column);

/// The window widened to whole hours of UTC.
interval whole_hours(interval window);

}  // namespace beatwatch
