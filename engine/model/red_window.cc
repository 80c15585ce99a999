#include "engine/model/red_window.h"

#include <algorithm>
#include <utility>

namespace beatwatch {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

/// 1970-01-01 was a Thursday; Monday is 0.
unsigned weekday_of(sys_days day) {
  const auto since_monday = (day.time_since_epoch().count() + 3) % 7;
  return static_cast<unsigned>((since_monday + 7) % 7);
}

bool is_of_day(const red_window& window, const zone_clock& clock, sys_days day) {
  const calendar_date date = date_of(day);
  const bool named =
      (window.days >> weekday_of(day) & 1U) != 0 ||
      ((window.days & red_window::public_holidays) != 0 && clock.is_public_holiday(date));
  return named && window.dates.contains(date);
}

interval on_day(const red_window& window, const zone_clock& clock, sys_days day) {
  const bool over_midnight = window.end_minute <= window.start_minute;
  const auto end_day = day + days{over_midnight ? 1 : 0};
  return {clock.to_utc(day + minutes{window.start_minute}),
          clock.to_utc_last(end_day + minutes{window.end_minute})};
}

void add_part(interval part, std::vector<interval>& parts) {
  if (!part.empty()) {
    parts.push_back(part);
  }
}

std::vector<interval> without(const std::vector<interval>& parts, interval cut) {
  std::vector<interval> left;
  for (const interval& part : parts) {
    if (cut.empty()) {
      add_part(part, left);
      continue;
    }
    add_part({part.from, std::min(part.to, cut.from)}, left);
    add_part({std::max(part.from, cut.to), part.to}, left);
  }
  return left;
}

/// Sorted, with overlapping and touching intervals made one.
std::vector<interval> joined(std::vector<interval> parts) {
  std::ranges::sort(parts, {}, &interval::from);
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

std::vector<interval> red_times_of_day(const std::vector<red_window>& windows,
                                       const zone_clock& clock,
                                       sys_days day) {
  std::vector<interval> parts;
  for (const red_window& window : windows) {
    if (window.effect == red_effect::takes_away) {
      // What starts on `day` may last until the end of the next, and so may what is taken away.
      for (const sys_days near : {day - days{1}, day, day + days{1}}) {
        if (is_of_day(window, clock, near)) {
          parts = without(parts, on_day(window, clock, near));
        }
      }
      continue;
    }
    if (!is_of_day(window, clock, day)) {
      continue;
    }
    if (window.effect != red_effect::adds) {
      parts.clear();
    }
    if (window.effect != red_effect::clears) {
      add_part(on_day(window, clock, day), parts);
    }
  }
  return joined(std::move(parts));
}

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
    for (const interval& part : red_times_of_day(windows, clock, day)) {
      add_part(intersection(part, within), parts);
    }
  }
  return joined(std::move(parts));
}

}  // namespace beatwatch
