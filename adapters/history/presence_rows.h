#pragma once
#include <optional>

#include "adapters/history/level_rows.h"
#include "adapters/history/red_time_rows.h"
#include "adapters/history/row_insert.h"
#include "adapters/history/zone_rows.h"
#include "engine/engine.h"

namespace beatwatch {

/// Writes presence by zone and hour, and by zone and policing day, as the engine answers for it
/// once the window is settled: the union over units is taken before the sum, and a late ping is in
/// it. Sums of the messages of each minute would count a revised minute twice. A zone without a row
/// in an hour that `hours` lists got nothing in it, and nothing of it is unknown.
class presence_rows {
 public:
  /// All outlive it. `from`: reception of the first event.
  presence_rows(sqlite_database& file,
                const zone_rows& zones,
                level_rows& levels,
                red_time_rows& red_times,
                instant from);

  /// Takes what has settled by now; `now` never decreases.
  void take(const engine& engine, const parameters& settings, instant now);
  /// The rest as known now, marked as not settled. An hour or day that has not ended ends now.
  void finish(const engine& engine, const parameters& settings, instant now);

 private:
  void begin(const parameters& settings);
  [[nodiscard]] bool is_settled(const engine& engine, instant t) const;
  void record_hour(const engine& engine, interval hour, bool settled, instant now);
  void record_day(const engine& engine, interval day, bool settled, instant now);

  sqlite_database* file_;
  const zone_rows* zones_;
  level_rows* levels_;
  red_time_rows* red_times_;
  row_insert hours_;
  row_insert by_hour_;
  row_insert by_day_;
  instant from_;
  std::optional<instant> next_hour_;  ///< start of the first hour not recorded yet
  instant next_day_;                  ///< an instant in the first policing day not recorded yet
  instant looked_at_;
};

}  // namespace beatwatch
