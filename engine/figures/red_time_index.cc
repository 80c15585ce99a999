#include "engine/figures/red_time_index.h"

#include <algorithm>
#include <vector>

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

double share_of(std::int64_t part, std::int64_t rest) {
  return part + rest > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : 0.0;
}

// `part` of a shift, moved on by `by` and round its end.
void add_moved(interval part, interval shift, duration by, std::vector<interval>& moved) {
  const interval on{part.from + by, part.to + by};
  const duration back = shift.length();
  moved.push_back(intersection(on, shift));
  moved.push_back(intersection({on.from - back, on.to - back}, shift));
}

}  // namespace

std::optional<estimate> red_time_index(const place_evidence& evidence) {
  const duration red_time = total_length(common(evidence.red, std::span{&evidence.window, 1}));
  const presence_cell sum = sum_in_window(evidence);
  if (red_time == duration{0} || sum.presence.at_most_ms == 0) {
    return std::nullopt;
  }
  const double red_share =
      static_cast<double>(red_time.count()) / static_cast<double>(evidence.window.length().count());
  const auto other = [&sum](std::int64_t presence_measure::*measure) {
    return sum.presence.*measure - sum.red.*measure;
  };
  using m = presence_measure;
  return estimate{.at_least = share_of(sum.red.at_least_ms, other(&m::at_most_ms)) / red_share,
                  .about = share_of(sum.red.about_ms, other(&m::about_ms)) / red_share,
                  .at_most = share_of(sum.red.at_most_ms, other(&m::at_least_ms)) / red_share};
}

std::optional<chance_baseline> baseline_of(const place_evidence& evidence,
                                           std::span<const interval> shifts) {
  const auto red = common(evidence.red, std::span{&evidence.window, 1});
  const std::vector<interval> visited = common(visited_times(evidence), shifts);
  if (red.empty() || visited.empty()) {
    return std::nullopt;
  }
  chance_baseline result{.red_ms = total_length(common(red, visited)).count()};
  std::int64_t sum_ms = 0;
  std::int64_t below_twice = 0;
  for (std::int64_t step = 1; step <= chance_baseline::shifted_times; ++step) {
    std::vector<interval> moved;
    auto shift = shifts.begin();
    for (const interval& part : visited) {
      shift = std::find_if(
          shift, shifts.end(), [&part](const interval& s) { return s.contains(part.from); });
      add_moved(part, *shift, shift->length() * step / (chance_baseline::shifted_times + 1), moved);
    }
    const std::int64_t red_ms = total_length(common(red, united(std::move(moved)))).count();
    sum_ms += red_ms;
    below_twice += red_ms < result.red_ms ? 2 : red_ms == result.red_ms ? 1 : 0;
  }
  result.mean_red_ms = sum_ms / chance_baseline::shifted_times;
  result.below = below_twice / 2;
  return result;
}

}  // namespace beatwatch
