#pragma once
#include <chrono>
#include <cstdint>

#include "engine/base/units.h"

namespace beatwatch {

/// A day of the Gregorian calendar as the decimal number yyyymmdd, 20261224; or the same day of
/// every year as mmdd, 1224.
using calendar_date = strong<std::int32_t, struct calendar_date_tag>;

/// `day` with its year, which must be 1 ... 9999.
constexpr calendar_date date_of(std::chrono::sys_days day) {
  const std::chrono::year_month_day date{day};
  return {static_cast<int>(date.year()) * 10'000 +
          static_cast<int>(unsigned{date.month()} * 100 + unsigned{date.day()})};
}

/// The days from the first to the last, both included; both with a year, or both without. Without,
/// a last one before the first lies in the year after. Days that a year does not have (29 February,
/// the 31st of a short month) may stand at either end and match nothing by themselves.
struct calendar_range {
  calendar_date first{101};
  calendar_date last{1231};

  /// `date` has a year.
  [[nodiscard]] constexpr bool contains(calendar_date date) const {
    const bool of_every_year = first.value <= 1231;
    const std::int32_t day = of_every_year ? date.value % 10'000 : date.value;
    const bool after_first = first.value <= day;
    const bool before_last = day <= last.value;
    const bool over_year_end = of_every_year && last.value < first.value;
    return over_year_end ? after_first || before_last : after_first && before_last;
  }
  friend constexpr bool operator==(const calendar_range&, const calendar_range&) = default;
};

}  // namespace beatwatch
