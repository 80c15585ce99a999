#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "adapters/history/row_insert.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/model/parameters.h"

namespace beatwatch {

/// Writes how each source did, by hour of reception: how many pings, how late they were, how many
/// devices were online for how long, and the running totals of what could not be used, by reason.
///
/// A device is online from ping to ping within the hour, at most for its gap limit each time, and
/// for one refresh interval at its first ping: presence is compared with this, so that more devices
/// do not read as more presence.
class source_rows {
 public:
  /// `file` outlives it.
  explicit source_rows(sqlite_database& file);

  void take(const event& heard, const parameters& settings);
  void take(const source_counted& counted, instant told_at);
  /// Writes the hour that is not full yet.
  void finish();

 private:
  struct hour_of_pings {
    std::int64_t pings = 0;
    std::int64_t delay_sum_ms = 0;
    std::int64_t delay_max_ms = 0;
    duration online{};
    std::map<std::string, instant> heard;  ///< newest observed time, by device
  };
  void go_to(instant now);

  row_insert health_;
  row_insert totals_;
  instant hour_;
  std::map<std::string, hour_of_pings> by_source_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> by_reason_;  ///< source, reason
};

}  // namespace beatwatch
