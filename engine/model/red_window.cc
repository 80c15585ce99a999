#include "engine/model/red_window.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace beatwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;

/// 1970-01-01 was a Thursday; Monday is 0.
unsigned weekday_of(std::chrono::sys_days day) {
  const auto since_monday = (day.time_since_epoch().count() + 3) % 7;
  return static_cast<unsigned>((since_monday + 7) % 7);
}

interval on_day(const red_window& window, std::chrono::sys_days day, const zone_clock& clock) {
  const bool over_midnight = window.end_minute <= window.start_minute;
  const auto end_day = day + days{over_midnight ? 1 : 0};
  return {clock.to_utc(day + minutes{window.start_minute}),
          clock.to_utc_last(end_day + minutes{window.end_minute})};
}

/// Sorted, with overlapping and touching intervals made one.
std::vector<interval> joined(std::vector<interval> parts) {
  std::sort(parts.begin(), parts.end());
  std::vector<interval> result;
  for (const interval& part : parts) {
    if (!result.empty() && part.from <= result.back().to) {
      result.back().to = std::max(result.back().to, part.to);
    } else {
      result.push_back(part);
    }
  }
  return result;
}

}  // namespace

std::vector<interval> red_times(const std::vector<red_window>& windows,
                                const zone_clock& clock,
                                interval within) {
  std::vector<interval> parts;
  if (windows.empty() || within.empty()) {
    return parts;
  }
  // A window that begins the day before may last until the end of this one: 21:00 to 21:00 is a
  // whole day, and a clock change can lengthen it.
  const auto first = std::chrono::floor<days>(clock.to_local(within.from)) - days{2};
  const auto last = std::chrono::floor<days>(clock.to_local(within.to)) + days{1};
  for (auto day = first; day <= last; day += days{1}) {
    for (const red_window& window : windows) {
      if ((window.days >> weekday_of(day) & 1U) == 0) {
        continue;
      }
      const interval part = intersection(on_day(window, day, clock), within);
      if (!part.empty()) {
        parts.push_back(part);
      }
    }
  }
  return joined(std::move(parts));
}

}  // namespace beatwatch
