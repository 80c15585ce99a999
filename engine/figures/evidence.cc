#include "engine/figures/evidence.h"

#include <algorithm>
#include <iterator>

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

std::vector<counted_visit> begun_in_window(const place_evidence& evidence) {
  std::vector<counted_visit> visits;
  std::copy_if(evidence.visits.begin(),
               evidence.visits.end(),
               std::back_inserter(visits),
               [&evidence](const counted_visit& visit) {
                 return evidence.window.contains(visit.span.from);
               });
  return visits;
}

}  // namespace beatwatch
