#include "engine/figures/coverage.h"

#include <algorithm>

namespace beatwatch {
namespace {

bool touch(interval a, interval b) { return !intersection(a, b).empty(); }

bool within(interval inner, interval outer) {
  return outer.from <= inner.from && inner.to <= outer.to;
}

}  // namespace

coverage_figures coverage_of(const place_evidence& evidence) {
  coverage_figures result;
  for (const interval& window : evidence.due) {
    bool certain = false;
    bool likely = false;
    for (const counted_visit& visit : evidence.visits) {
      if (visit.qualifies && touch(visit.span, window)) {
        likely = true;
        certain = certain || (within(visit.span, window) && visit.inside.at_least_ms > 0 &&
                              evidence_of(visit.pings) != evidence_grade::c);
      }
    }
    const auto may_hold = [&window](const presence_cell& cell) {
      return cell.presence.at_most_ms + cell.presence.unknown_ms > 0 && touch(cell.span, window);
    };
    const bool possible = likely || !within(window, evidence.told) ||
                          std::any_of(evidence.cells.begin(), evidence.cells.end(), may_hold) ||
                          std::any_of(evidence.untold.begin(),
                                      evidence.untold.end(),
                                      [&window](interval gap) { return touch(gap, window); });
    ++result.due;
    result.visited.at_least += certain ? 1 : 0;
    result.visited.about += likely ? 1 : 0;
    result.visited.at_most += possible ? 1 : 0;
  }
  result.share = wilson_interval(result.visited.about, result.due);
  return result;
}

coverage_figures sum_of(const coverage_figures& a, const coverage_figures& b) {
  coverage_figures sum{.due = a.due + b.due,
                       .visited = {.at_least = a.visited.at_least + b.visited.at_least,
                                   .about = a.visited.about + b.visited.about,
                                   .at_most = a.visited.at_most + b.visited.at_most},
                       .share = {}};
  sum.share = wilson_interval(sum.visited.about, sum.due);
  return sum;
}

}  // namespace beatwatch
