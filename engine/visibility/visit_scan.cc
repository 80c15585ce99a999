#include "engine/visibility/visit_scan.h"

namespace beatwatch {

visit_count visit_scan::counts(instant day_from) const {
  for (const day_counts& day : days_) {
    if (day.from == day_from) {
      return day.counts;
    }
  }
  return {};
}

visit_count& visit_scan::of_day(interval day) {
  for (day_counts& known : days_) {
    if (known.from == day.from) {
      return known.counts;
    }
  }
  std::rotate(days_.begin(), days_.begin() + 1, days_.end());
  days_.back() = {day.from, {}};
  return days_.back().counts;
}

}  // namespace beatwatch
