#pragma once
#include <chrono>
#include <cstdint>

#include "engine/base/units.h"

namespace beatwatch {

/// `fid` of a row of a zone and an hour or day, as `history_tables_sql` says: the number of the
/// zone in `zone_names`, times 2^24, plus the hours from 1970 to `start`. Good for the years 1970
/// ... 3883 and 2^39 zones.
constexpr std::int64_t presence_row_key(std::int64_t zone_number, instant start) {
  constexpr int hour_bits = 24;
  return (zone_number << hour_bits) |
         (std::chrono::floor<std::chrono::hours>(start).time_since_epoch() / std::chrono::hours{1});
}

}  // namespace beatwatch
