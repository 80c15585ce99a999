#include "engine/figures/gaps.h"

#include <algorithm>
#include <vector>

#include "engine/base/interval_set.h"
#include "engine/figures/survival.h"

namespace beatwatch {

gap_figures gaps_of(const place_evidence& evidence) {
  constexpr double half_last = 0.5;
  constexpr double tenth_lasts = 0.1;
  const interval window = evidence.window;
  const std::vector<interval> visited = visited_times(evidence);
  std::vector<observed_length> gaps;
  gap_figures result;
  for (const interval& gap : without(window, visited)) {
    const bool ended = gap.from > window.from && gap.to < window.to;
    gaps.push_back({gap.length(), ended});
    ++(ended ? result.ended : result.cut_off);
    if (gap.length() > result.longest) {
      result.longest = gap.length();
      result.longest_cut_off = !ended;
    }
  }
  result.median = survival_quantile(gaps, half_last);
  result.p90 = survival_quantile(gaps, tenth_lasts);
  const auto after = std::partition_point(
      visited.begin(), visited.end(), [&](const interval& v) { return v.from < window.to; });
  if (after != visited.begin()) {
    result.age = std::max(duration{0}, window.to - (after - 1)->to);
  }
  return result;
}

}  // namespace beatwatch
