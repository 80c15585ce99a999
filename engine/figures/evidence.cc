#include "engine/figures/evidence.h"

#include <algorithm>

#include "engine/base/interval_set.h"

namespace beatwatch {

void add(presence_measure& sum, const presence_measure& more) {
  sum.at_least_ms += more.at_least_ms;
  sum.about_ms += more.about_ms;
  sum.at_most_ms += more.at_most_ms;
  sum.unknown_ms += more.unknown_ms;
}

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
      add(sum.presence, cell.presence);
      add(sum.red, cell.red);
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
