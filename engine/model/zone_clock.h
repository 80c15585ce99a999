#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/units.h"
#include "engine/model/calendar_range.h"

namespace beatwatch {

/// Local time of one place as tables: the offset from UTC in force from each instant on, and the
/// public holidays. The adapters fill them from the time-zone database and from a list that the
/// force keeps, so that the engine needs no files.
struct zone_clock {
  struct offset_change {
    instant from;
    std::int32_t offset_s = 0;  ///< local = UTC + offset
  };
  std::vector<offset_change> changes;  ///< sorted; the first reaches back for ever; none: UTC
  std::vector<calendar_date> public_holidays;  ///< sorted, each with its year

  /// Local wall time, as if it were UTC.
  [[nodiscard]] instant to_local(instant utc) const;
  /// The instant of a local wall time: the first of two when clocks go back, and the end of the gap
  /// when they go forward and it does not exist. Never decreases as `local` grows.
  [[nodiscard]] instant to_utc(instant local) const;
  /// As `to_utc`, but the second of two when clocks go back.
  [[nodiscard]] instant to_utc_last(instant local) const;
  [[nodiscard]] bool is_public_holiday(calendar_date date) const;
};

}  // namespace beatwatch
