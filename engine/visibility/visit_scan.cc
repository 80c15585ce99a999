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

std::vector<visit_scan::told_run> visit_scan::runs_by_start(std::span<const told_line> lines,
                                                            interval within) {
  std::vector<told_run> runs;
  for (const told_line& told : lines) {
    told.line->for_each_run(within, [&](const presence_line::run& r) {
      runs.push_back({r, told.merge_gap});
    });
  }
  std::sort(runs.begin(), runs.end(), [](const told_run& a, const told_run& b) {
    return a.run.from < b.run.from;
  });
  return runs;
}

presence_line visit_scan::union_of(std::span<const told_line> lines, interval within) {
  std::vector<const presence_line*> all;
  for (const told_line& told : lines) {
    all.push_back(told.line);
  }
  return combine(all, within);
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
