#include "engine/model/visit_attributes.h"

#include <algorithm>
#include <array>

namespace beatwatch {

std::string_view to_string(visit_class kind) {
  constexpr std::array<std::string_view, 4> words{
      "passing_driving", "passing_on_foot", "short", "dose"};
  return words.at(static_cast<std::size_t>(kind));
}

std::string_view to_string(evidence_grade grade) {
  constexpr std::array<std::string_view, 3> words{"A", "B", "C"};
  return words.at(static_cast<std::size_t>(grade));
}

evidence_grade evidence_of(std::uint32_t pings_inside) {
  if (pings_inside == 0) {
    return evidence_grade::c;
  }
  return pings_inside < 3 ? evidence_grade::b : evidence_grade::a;
}

std::string_view to_string(visit_cause cause) {
  constexpr std::array<std::string_view, 8> words{
      "movement", "startup", "gap", "zone_change", "revision", "status", "roster", "settlement"};
  return words.at(static_cast<std::size_t>(cause));
}

visit_class class_of(const visit_attributes& visit, const visit_rules& rules) {
  if (duration{visit.dwell_about_ms} >= rules.dose) {
    return visit_class::dose;
  }
  if (duration{visit.on_foot_ms} >= rules.short_on_foot ||
      duration{visit.stopped_ms} >= rules.short_stopped) {
    return visit_class::short_stop;
  }
  return visit.on_foot_ms > 0 ? visit_class::passing_on_foot : visit_class::passing_driving;
}

visit_credit credit_of(std::int64_t dwell_ms, const visit_rules& rules) {
  const std::int64_t full = rules.full_credit.count();
  return {
      .full_ms = std::min(dwell_ms, full),
      .flagged_ms = std::clamp<std::int64_t>(dwell_ms - full, 0, rules.last_credit.count() - full)};
}

}  // namespace beatwatch
