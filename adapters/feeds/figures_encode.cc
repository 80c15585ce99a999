#include "adapters/feeds/figures_encode.h"

#include <algorithm>
#include <optional>

#include "adapters/feeds/feed_encode.h"
#include "adapters/feeds/plan_windows.h"
#include "engine/figures/compliance.h"
#include "engine/figures/coverage.h"
#include "engine/figures/dosage.h"
#include "engine/figures/duration_bands.h"
#include "engine/figures/frequency.h"
#include "engine/figures/gaps.h"
#include "engine/figures/kinds.h"
#include "engine/figures/observability.h"
#include "engine/figures/rate_change.h"
#include "engine/figures/red_time_index.h"
#include "engine/figures/residual_cover.h"
#include "engine/figures/unpredictability.h"

namespace beatwatch {
namespace {

void put(const count_estimate& c, v1::VisitCount& out) {
  out.set_at_least(c.at_least);
  out.set_about(c.about);
  out.set_at_most(c.at_most);
}

void put(const kind_figures& k, v1::KindFigures& out) {
  out.set_kind(static_cast<v1::UnitKind>(static_cast<int>(k.kind) + 1));
  out.set_visits(k.visits);
  out.set_qualifying(k.qualifying);
  measure_to_wire(k.inside, *out.mutable_inside());
  out.set_officer_about_ms(k.officer_about_ms);
}

void put(const estimate& e, v1::Estimate& out) {
  out.set_at_least(e.at_least);
  out.set_about(e.about);
  out.set_at_most(e.at_most);
}

void put(const confidence_interval& i, v1::ConfidenceInterval& out) {
  out.set_low(i.low);
  out.set_high(i.high);
}

double dispersion_over_days(const place_evidence& evidence) {
  constexpr duration day = std::chrono::hours{24};
  std::vector<std::uint32_t> visits(
      static_cast<std::size_t>((evidence.window.length() + day - duration{1}) / day));
  for (const counted_visit& visit : begun_in_window(evidence)) {
    ++visits[static_cast<std::size_t>((visit.span.from - evidence.window.from) / day)];
  }
  return dispersion_of(visits);
}

void put_frequency(const place_evidence& evidence, std::uint32_t zones, v1::FrequencyFigures& out) {
  const frequency_figures found = frequency_of(evidence, zones);
  out.set_visits(found.visits);
  out.set_qualifying(found.qualifying);
  out.set_grade_a(found.grade_a);
  out.set_grade_b(found.grade_b);
  out.set_grade_c(found.grade_c);
  out.set_proved(found.proved);
  out.set_per_zone_day(found.per_zone_day);
  out.set_red_visits(found.red_visits);
  if (found.per_red_hour) {
    out.set_per_red_hour(*found.per_red_hour);
  }
  out.set_dispersion(dispersion_over_days(evidence));
}

void put_durations(const place_evidence& evidence,
                   std::optional<duration> refresh,
                   v1::DurationFigures& out) {
  for (const duration_band& band : bands_of(evidence, refresh)) {
    v1::DurationBand& to = *out.add_bands();
    to.set_from_ms(band.from.count());
    if (band.to != duration::max()) {
      to.set_to_ms(band.to.count());
    }
    put(band.visits, *to.mutable_visits());
    to.set_finer_than_refresh(band.finer_than_refresh);
  }
  if (const auto quartiles = quartiles_of(evidence)) {
    out.set_lower_quartile_ms(quartiles->lower.count());
    out.set_median_ms(quartiles->median.count());
    out.set_upper_quartile_ms(quartiles->upper.count());
  }
}

void put_gaps(const place_evidence& evidence, v1::GapFigures& out) {
  const gap_figures found = gaps_of(evidence);
  out.set_ended(static_cast<std::uint32_t>(found.ended));
  out.set_cut_off(static_cast<std::uint32_t>(found.cut_off));
  if (found.median) {
    out.set_median_ms(found.median->count());
  }
  if (found.p90) {
    out.set_p90_ms(found.p90->count());
  }
  out.set_longest_ms(found.longest.count());
  out.set_longest_cut_off(found.longest_cut_off);
  if (found.age) {
    out.set_age_ms(found.age->count());
  }
}

void put_coverage(const coverage_figures& found, v1::CoverageFigures& out) {
  out.set_due(found.due);
  put(found.visited, *out.mutable_visited());
  put(found.share, *out.mutable_share());
}

void put_red_time(const place_evidence& evidence,
                  const std::vector<interval>& shifts,
                  v1::Figures& out) {
  const std::vector<estimate> shares = residual_cover_shares(evidence);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    v1::ResidualCover& to = *out.add_residual_cover();
    to.set_residual_ms(residuals[i].count());
    put(shares[i], *to.mutable_share());
  }
  if (const auto index = red_time_index(evidence)) {
    put(*index, *out.mutable_red_time_index());
  }
  if (const auto baseline = baseline_of(evidence, shifts)) {
    v1::ChanceBaseline& to = *out.mutable_chance_baseline();
    to.set_shifted_times(static_cast<std::uint32_t>(chance_baseline::shifted_times));
    to.set_red_ms(baseline->red_ms);
    to.set_mean_red_ms(baseline->mean_red_ms);
    to.set_below(static_cast<std::uint32_t>(baseline->below));
  }
  if (const auto found = unpredictability_of(evidence)) {
    v1::UnpredictabilityFigure& to = *out.mutable_unpredictability();
    to.set_visits(found->visits);
    to.set_bins(found->bins);
    to.set_entropy(found->entropy);
    to.set_reachable(found->reachable);
  }
}

void put_commitment(const place_evidence& evidence, v1::CommitmentFigures& out) {
  const commitment_figures found = commitment_of(evidence);
  out.set_unallocated_ms(found.unallocated_ms);
  out.set_committed_ms(found.committed_ms);
  out.set_at_station_ms(found.at_station_ms);
  out.set_without_status_ms(found.without_status_ms);
  if (found.unallocated_share) {
    out.set_unallocated_share(*found.unallocated_share);
  }
}

void put_observability(const observability_figures& seen, v1::ObservabilityFigures& out) {
  if (seen.refresh_median) {
    out.set_refresh_median_ms(seen.refresh_median->count());
    out.set_refresh_p95_ms(seen.refresh_p95->count());
  }
  out.set_unknown_ms(seen.unknown_ms);
  out.set_untold_ms(seen.untold_ms);
}

// Those that touch the window.
std::vector<interval> shifts_around(const parameters& settings, interval window) {
  constexpr duration longest_shift = std::chrono::hours{25};
  return shift_times(settings.shifts, settings.clock, {window.from - longest_shift, window.to});
}

// How a zone, by its evidence, complies with a plan.
void compliance_to_wire(const plan_changed& plan,
                        const place_evidence& evidence,
                        const parameters& settings,
                        v1::ComplianceFigures& out) {
  plan_to_wire(plan, *out.mutable_plan());
  const auto windows = plan_windows(plan, settings, evidence.window);
  if (!windows) {
    out.set_not_judged(windows.error());
    return;
  }
  const plan_demand demand = demand_of(plan);
  const auto deliveries = deliveries_of(evidence, *windows, demand);
  const compliance_figures found = compliance_of(deliveries, demand);
  out.set_windows(found.windows);
  out.set_met(found.met);
  out.set_not_known(found.not_known);
  put(found.share, *out.mutable_share());
  out.set_visits_asked(found.visits_asked);
  out.set_visits_delivered(found.visits_delivered);
  out.set_dose_asked_ms(found.dose_asked_ms);
  out.set_dose_delivered_ms(found.dose_delivered_ms);
  std::uint32_t inferred = 0;
  for (const window_delivery& got : deliveries) {
    inferred += got.inferred;
  }
  out.set_inferred(inferred);
}

}  // namespace

void plan_to_wire(const plan_changed& plan, v1::PlanChanged& out) {
  out.set_zone(plan.zone);
  out.set_rule(plan.rule);
  out.set_visits(plan.visits);
  if (plan.dose_min) {
    out.set_dose_min(*plan.dose_min);
  }
  if (plan.max_gap_min) {
    out.set_max_gap_min(*plan.max_gap_min);
  }
  out.set_owner(plan.owner);
  out.set_from_ms(instant_to_ms(plan.valid.from));
  out.set_to_ms(instant_to_ms(plan.valid.to));
  out.set_state(static_cast<v1::PriorityState>(plan.state));
  if (plan.agreed_at) {
    out.set_agreed_ms(instant_to_ms(*plan.agreed_at));
  }
  if (plan.review_at) {
    out.set_review_ms(instant_to_ms(*plan.review_at));
  }
}

void place_figures_to_wire(
    const level_evidence& evidence,
    duration cell,
    const parameters& settings,
    const std::function<std::vector<plan_changed>(const std::string& zone)>& plans_of,
    v1::Figures& out) {
  const place_evidence& place = evidence.place;
  const auto zones = static_cast<std::uint32_t>(evidence.zones.size());
  const observability_figures seen = observability_of(place);
  const dosage_figures dosage = dosage_of(place);
  out.set_from_ms(instant_to_ms(place.window.from));
  out.set_to_ms(instant_to_ms(place.window.to));
  out.set_zones(zones);
  out.set_cell_ms(cell.count());
  put_frequency(place, std::max<std::uint32_t>(zones, 1), *out.mutable_frequency());
  put_durations(place, seen.refresh_median, *out.mutable_durations());
  measure_to_wire(dosage.patrol, *out.mutable_patrol());
  measure_to_wire(dosage.officer, *out.mutable_officers());
  measure_to_wire(sum_in_window(place).red, *out.mutable_red());
  for (const kind_figures& of_kind : by_kind(place)) {
    put(of_kind, *out.add_by_kind());
  }
  put_gaps(place, *out.mutable_gaps());
  put_red_time(place, shifts_around(settings, place.window), out);
  put_commitment(place, *out.mutable_commitment());
  put_observability(seen, *out.mutable_observability());
  coverage_figures coverage{.share = wilson_interval(0, 0)};
  for (std::size_t i = 0; i < evidence.zones.size(); ++i) {
    coverage = sum_of(coverage, coverage_of(evidence.zones[i]));
    for (const plan_changed& plan : plans_of(evidence.names[i])) {
      if (!intersection(plan.valid, place.window).empty()) {
        compliance_to_wire(plan, evidence.zones[i], settings, *out.add_compliance());
      }
    }
  }
  put_coverage(coverage, *out.mutable_coverage());
}

}  // namespace beatwatch
