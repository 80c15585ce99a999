#include "engine/figures/kinds.h"

#include <map>

namespace beatwatch {

std::vector<kind_figures> by_kind(const place_evidence& evidence) {
  std::map<unit_kind, kind_figures> found;
  for (const counted_visit& visit : begun_in_window(evidence)) {
    kind_figures& of_kind = found[visit.crew];
    of_kind.kind = visit.crew;
    ++of_kind.visits;
    of_kind.qualifying += visit.qualifies ? 1 : 0;
    of_kind.inside += visit.inside;
    of_kind.officer_about_ms += std::int64_t{visit.officers} * visit.inside.about_ms;
  }
  std::vector<kind_figures> rows;
  rows.reserve(found.size());
  for (const auto& [kind, row] : found) {
    rows.push_back(row);
  }
  return rows;
}

}  // namespace beatwatch
