#include "engine/figures/observability.h"

#include <algorithm>
#include <vector>

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

struct seen_visit {
  duration refresh{};
  std::int64_t weight_ms = 0;
};

// The smallest refresh that `share` of all weight does not exceed; `visits` by refresh.
duration weighted_quantile(const std::vector<seen_visit>& visits, double share) {
  std::int64_t whole_ms = 0;
  for (const seen_visit& visit : visits) {
    whole_ms += visit.weight_ms;
  }
  std::int64_t sum_ms = 0;
  for (const seen_visit& visit : visits) {
    sum_ms += visit.weight_ms;
    if (static_cast<double>(sum_ms) >= share * static_cast<double>(whole_ms)) {
      return visit.refresh;
    }
  }
  return visits.back().refresh;
}

}  // namespace

observability_figures observability_of(const place_evidence& evidence) {
  constexpr double half = 0.5;
  constexpr double nearly_all = 0.95;
  std::vector<seen_visit> seen;
  for (const counted_visit& visit : begun_in_window(evidence)) {
    const duration length = visit.span.length();
    if (visit.pings > 0 && length > duration{0}) {
      seen.push_back({length / visit.pings, length.count()});
    }
  }
  std::sort(seen.begin(), seen.end(), [](const seen_visit& a, const seen_visit& b) {
    return a.refresh < b.refresh;
  });
  observability_figures result;
  if (!seen.empty()) {
    result.refresh_median = weighted_quantile(seen, half);
    result.refresh_p95 = weighted_quantile(seen, nearly_all);
  }
  result.unknown_ms = sum_in_window(evidence).presence.unknown_ms;
  const auto told = common(std::span{&evidence.told, 1}, std::span{&evidence.window, 1});
  result.untold_ms =
      (evidence.window.length() - total_length(told) + total_length(common(evidence.untold, told)))
          .count();
  return result;
}

}  // namespace beatwatch
