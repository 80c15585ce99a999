#include "engine/model/red_window.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace beatwatch {
namespace {

using offset_change = zone_clock::offset_change;
using std::chrono::days;
using std::chrono::minutes;
using change_iterator = std::vector<offset_change>::const_iterator;

duration offset_of(const offset_change& change) { return std::chrono::seconds{change.offset_s}; }

/// What the clocks on the wall show when `change` begins, by its own offset.
instant local_start(const offset_change& change) { return change.from + offset_of(change); }

/// The change before whose end, in its own local time, `local` lies: the first such change.
change_iterator first_reaching(const std::vector<offset_change>& changes, instant local) {
  return std::partition_point(
      changes.begin(), std::prev(changes.end()), [local](const offset_change& change) {
        const offset_change& next = *std::next(&change);
        return next.from + offset_of(change) <= local;
      });
}

/// The last change that has begun, in its own local time, at `local`; the first one always has.
change_iterator last_begun(const std::vector<offset_change>& changes, instant local) {
  return std::prev(std::partition_point(
      std::next(changes.begin()), changes.end(), [local](const offset_change& change) {
        return local_start(change) <= local;
      }));
}

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

instant zone_clock::to_local(instant utc) const {
  if (changes.empty()) {
    return utc;
  }
  const auto later = std::upper_bound(
      std::next(changes.begin()), changes.end(), utc, [](instant t, const offset_change& change) {
        return t < change.from;
      });
  return utc + offset_of(*std::prev(later));
}

instant zone_clock::to_utc(instant local) const {
  if (changes.empty()) {
    return local;
  }
  const auto change = first_reaching(changes, local);
  const instant utc = local - offset_of(*change);
  return change == changes.begin() ? utc : std::max(utc, change->from);
}

instant zone_clock::to_utc_last(instant local) const {
  if (changes.empty()) {
    return local;
  }
  const auto change = last_begun(changes, local);
  const instant utc = local - offset_of(*change);
  const auto next = std::next(change);
  return next == changes.end() ? utc : std::min(utc, next->from);
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
