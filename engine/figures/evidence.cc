#include "engine/figures/evidence.h"

#include <algorithm>

#include "engine/base/interval_set.h"

namespace beatwatch {

std::vector<interval> visited_times(const place_evidence& evidence) {
  std::vector<interval> spans;
  spans.reserve(evidence.visits.size());
  for (const counted_visit& visit : evidence.visits) {
    spans.push_back(visit.span);
  }
  return united(std::move(spans));
}

presence_cell sum_in_window(const place_evidence& evidence) {
  presence_cell sum{.span = evidence.window, .presence = {}, .red = {}};
  for (const presence_cell& cell : evidence.cells) {
    if (evidence.window.contains(cell.span.from)) {
      sum.presence += cell.presence;
      sum.red += cell.red;
    }
  }
  return sum;
}

std::span<const counted_visit> begun_within(const place_evidence& evidence, interval within) {
  const auto first_from = [&evidence](instant from) {
    return std::partition_point(
        evidence.visits.begin(), evidence.visits.end(), [from](const counted_visit& visit) {
          return visit.span.from < from;
        });
  };
  return {first_from(within.from), first_from(within.to)};
}

std::span<const counted_visit> begun_in_window(const place_evidence& evidence) {
  return begun_within(evidence, evidence.window);
}

}  // namespace beatwatch
