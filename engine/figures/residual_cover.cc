#include "engine/figures/residual_cover.h"

#include <algorithm>
#include <vector>

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

// When cover is certain after presence that is proved for `proved` of the time in `within`: its
// first instant is no later than `within.to - proved` and its last no earlier than
// `within.from + proved`. Between them the last proved instant may be as long ago as all the time
// that is not proved.
interval certain_cover(interval within, duration proved, duration residual) {
  if (proved == duration{0}) {
    return {};
  }
  const bool certain_within = within.length() - proved <= residual;
  return {certain_within ? within.to - proved : within.to, within.from + proved + residual};
}

double share_of(const std::vector<interval>& red, std::vector<interval> covered, duration of) {
  const duration both = total_length(common(red, united(std::move(covered))));
  return static_cast<double>(both.count()) / static_cast<double>(of.count());
}

}  // namespace

std::optional<estimate> residual_cover_share(const place_evidence& evidence, duration residual) {
  const auto red = common(evidence.red, std::span{&evidence.window, 1});
  const duration red_time = total_length(red);
  if (red_time == duration{0}) {
    return std::nullopt;
  }
  std::vector<interval> certain;
  std::vector<interval> likely;
  std::vector<interval> possible;
  for (const counted_visit& visit : evidence.visits) {
    likely.push_back({visit.span.from, visit.span.to + residual});
    certain.push_back(certain_cover(visit.span, duration{visit.inside.at_least_ms}, residual));
  }
  for (const presence_cell& cell : evidence.cells) {
    certain.push_back(certain_cover(cell.span, duration{cell.presence.at_least_ms}, residual));
    if (cell.presence.at_most_ms + cell.presence.unknown_ms > 0) {
      possible.push_back({cell.span.from, cell.span.to + residual});
    }
  }
  for (const interval& gap : evidence.untold) {
    possible.push_back({gap.from, gap.to + residual});
  }
  // What was before is not told of either.
  possible.push_back({evidence.told.from - residual, evidence.told.from + residual});
  possible.insert(possible.end(), likely.begin(), likely.end());
  likely.insert(likely.end(), certain.begin(), certain.end());
  return estimate{.at_least = share_of(red, std::move(certain), red_time),
                  .about = share_of(red, std::move(likely), red_time),
                  .at_most = share_of(red, std::move(possible), red_time)};
}

}  // namespace beatwatch
