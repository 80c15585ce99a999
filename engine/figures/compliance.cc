#include "engine/figures/compliance.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

bool touch(interval a, interval b) { return !intersection(a, b).empty(); }

bool has_data_gap(const place_evidence& evidence, interval window) {
  return window.from < evidence.told.from || window.to > evidence.told.to ||
         std::any_of(evidence.untold.begin(),
                     evidence.untold.end(),
                     [window](interval gap) { return touch(gap, window); }) ||
         std::any_of(
             evidence.cells.begin(), evidence.cells.end(), [window](const presence_cell& cell) {
               return cell.presence.unknown_ms > 0 && touch(cell.span, window);
             });
}

bool meets(const window_delivery& got, const plan_demand& demand) {
  return got.visits >= demand.visits && got.dose_ms >= demand.dose.value_or(duration{0}).count() &&
         got.longest_gap <= demand.max_gap.value_or(duration::max());
}

window_delivery delivered(const place_evidence& evidence,
                          interval window,
                          const plan_demand& demand) {
  window_delivery got{.window = window};
  std::vector<interval> counted;
  for (const counted_visit& visit : evidence.visits) {
    if (!visit.qualifies || !touch(visit.span, window)) {
      continue;
    }
    if (evidence_of(visit.pings) == evidence_grade::c) {
      ++got.inferred;
      continue;
    }
    ++got.visits;
    got.dose_ms += std::min(visit.credited_ms, intersection(visit.span, window).length().count());
    counted.push_back(visit.span);
  }
  for (const interval& gap : without(window, united(std::move(counted)))) {
    got.longest_gap = std::max(got.longest_gap, gap.length());
  }
  got.outcome = meets(got, demand)               ? delivery::met
                : has_data_gap(evidence, window) ? delivery::not_known
                                                 : delivery::missed;
  return got;
}

}  // namespace

std::string_view to_string(delivery outcome) {
  constexpr std::array<std::string_view, 3> words{"met", "missed", "not known"};
  return words[static_cast<std::size_t>(outcome)];
}

std::vector<window_delivery> deliveries_of(const place_evidence& evidence,
                                           std::span<const interval> windows,
                                           const plan_demand& demand) {
  std::vector<window_delivery> all;
  all.reserve(windows.size());
  for (const interval& window : windows) {
    all.push_back(delivered(evidence, window, demand));
  }
  return all;
}

compliance_figures compliance_of(std::span<const window_delivery> windows,
                                 const plan_demand& demand) {
  const std::int64_t dose_ms = demand.dose.value_or(duration{0}).count();
  compliance_figures sum;
  for (const window_delivery& got : windows) {
    ++sum.windows;
    sum.met += got.outcome == delivery::met ? 1 : 0;
    sum.not_known += got.outcome == delivery::not_known ? 1 : 0;
    sum.visits_asked += demand.visits;
    sum.visits_delivered += std::min(got.visits, demand.visits);
    sum.dose_asked_ms += dose_ms;
    sum.dose_delivered_ms += std::min(got.dose_ms, dose_ms);
  }
  sum.share = wilson_interval(sum.met, sum.windows - sum.not_known);
  return sum;
}

}  // namespace beatwatch
