#include "engine/figures/frequency.h"

#include "engine/base/interval_set.h"

namespace beatwatch {
namespace {

constexpr double hours_of(duration length) {
  return std::chrono::duration<double, std::ratio<3600>>(length).count();
}

}  // namespace

frequency_figures frequency_of(const place_evidence& evidence, std::uint32_t zones) {
  const auto red = common(evidence.red, std::span{&evidence.window, 1});
  frequency_figures result;
  for (const counted_visit& visit : begun_in_window(evidence)) {
    ++result.visits;
    result.qualifying += visit.qualifies ? 1 : 0;
    result.proved += visit.inside.at_least_ms > 0 ? 1 : 0;
    const evidence_grade grade = evidence_of(visit.pings);
    ++(grade == evidence_grade::a   ? result.grade_a
       : grade == evidence_grade::b ? result.grade_b
                                    : result.grade_c);
    result.red_visits += holds(red, visit.span.from) ? 1 : 0;
  }
  const double days = hours_of(evidence.window.length()) / 24;
  result.per_zone_day = result.visits / (days * zones);
  if (const double red_hours = hours_of(total_length(red)); red_hours > 0) {
    result.per_red_hour = result.red_visits / red_hours;
  }
  return result;
}

}  // namespace beatwatch
