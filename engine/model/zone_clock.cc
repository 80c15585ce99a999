#include "engine/model/zone_clock.h"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace beatwatch {
namespace {

using offset_change = zone_clock::offset_change;
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

bool zone_clock::is_public_holiday(calendar_date date) const {
  return std::ranges::binary_search(public_holidays, date.value, {}, &calendar_date::value);
}

}  // namespace beatwatch
