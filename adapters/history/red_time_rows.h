#pragma once
#include <map>
#include <memory>
#include <string>

#include "adapters/history/row_insert.h"
#include "engine/model/parameters.h"
#include "engine/model/zone.h"

namespace beatwatch {

/// Writes when which zone was red, by policing day: what a red window has beyond the end of a day
/// stands in the row of the next.
class red_time_rows {
 public:
  /// The file outlives it.
  explicit red_time_rows(sqlite_database& file) : rows_(file, "red_times") {}

  /// From `at` on `zones` are in force, until the next set is.
  void activate(std::shared_ptr<const zone_set> zones, instant at) { sets_[at] = std::move(zones); }

  void record_day(const parameters& settings, interval day, instant now);

 private:
  row_insert rows_;
  std::map<instant, std::shared_ptr<const zone_set>>
      sets_;  ///< by the instant they came into force
};

}  // namespace beatwatch
