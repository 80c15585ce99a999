#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/history/history_file.h"
#include "engine/event.h"
#include "engine/model/parameters.h"
#include "engine/place_evidence.h"

namespace beatwatch {

/// What a history knows of places, for the figures of `engine/figures`. Windows are widened to
/// whole hours of UTC, and cells are hours. Time that a deletion of visits or presence has reached
/// is told of no more: what is left of it are sums.
class history_evidence {
 public:
  /// The file outlives it.
  explicit history_evidence(sqlite_database& file);

  /// Empty: no such zone.
  [[nodiscard]] std::optional<place_evidence> of_zone(const std::string& zone,
                                                      interval window) const;
  /// A level as one place, and its zones. Empty: no such level.
  [[nodiscard]] std::optional<level_evidence> of_level(const std::string& level,
                                                       interval window) const;

  /// How many visits the zones got together in the policing days that begin in the window: not more
  /// and not less; about is left at 0. Absent when one of the days is not there.
  [[nodiscard]] std::optional<visit_count> counted_visits(const std::vector<std::string>& zones,
                                                          interval window) const;

  /// Plans of the zone, by rule, then beginning.
  [[nodiscard]] std::vector<plan_changed> plans(const std::string& zone) const;

 private:
  sqlite_database* file_;
  instant deleted_before_;
};

/// The parameters that made the history. Throws `history_error` when it does not say.
parameters parameters_of(sqlite_database& file);

}  // namespace beatwatch
