#pragma once
#include <chrono>

#include "engine/base/units.h"

namespace beatwatch {

/// The beginning of a day of a week that is numbered from 6 January 1980 on, day 0 being Sunday, as
/// if GPS time had had no leap seconds less than UTC: it is ahead by 18 s since 2017.
constexpr instant gps_week_to_instant(int week, int day_of_week) {
  using std::chrono::days;
  return std::chrono::sys_days{std::chrono::year{1980} / std::chrono::January / 6} +
         days{week * 7 + day_of_week};
}

/// The instant with this time of day that is nearest to `received_at`.
constexpr instant nearest_time_of_day(instant received_at, duration since_midnight) {
  using std::chrono::days;
  using std::chrono::hours;
  const instant today = std::chrono::floor<days>(received_at) + since_midnight;
  if (today - received_at >= hours{12}) {
    return today - days{1};
  }
  return received_at - today > hours{12} ? today + days{1} : today;
}

}  // namespace beatwatch
