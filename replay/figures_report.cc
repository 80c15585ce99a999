#include "replay/figures_report.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/sources/rfc3339.h"
#include "replay/answer_text.h"
#include "replay/sheet_text.h"

namespace beatwatch {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

// "45 s", "12.5 min", "3.2 h".
std::string length_text(std::int64_t ms) {
  if (ms < 2 * minute_ms) {
    return fmt::format("{:.0f} s", static_cast<double>(ms) / 1e3);
  }
  return ms < 2 * hour_ms ? fmt::format("{:.1f} min", static_cast<double>(ms) / minute_ms)
                          : fmt::format("{:.1f} h", static_cast<double>(ms) / hour_ms);
}

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string estimate_text(const v1::Estimate& e) {
  return fmt::format("{:.2f} / {:.2f} / {:.2f}", e.at_least(), e.about(), e.at_most());
}

std::string place_of(const v1::Figures& f) { return f.level().empty() ? f.zone() : f.level(); }

std::string frequency_text(const v1::FrequencyFigures& f) {
  std::string text = fmt::format(
      "visits about: {} ({} with three pings or more, {} with one or two, {} inferred), {} long"
      " enough to count; {:.2f} per zone and day",
      f.visits(),
      f.grade_a(),
      f.grade_b(),
      f.grade_c(),
      f.qualifying(),
      f.per_zone_day());
  if (f.has_counted()) {
    text += fmt::format("; at least {}, at most {}", f.counted().at_least(), f.counted().at_most());
  }
  if (f.has_per_red_hour()) {
    text += fmt::format("; {} in red time, {:.2f} per red hour", f.red_visits(), f.per_red_hour());
  }
  return text + '\n';
}

std::string durations_text(const v1::DurationFigures& d) {
  std::string text;
  if (d.has_median_ms()) {
    text += "time of a visit: half up to " + length_text(d.median_ms()) + ", quartiles " +
            length_text(d.lower_quartile_ms()) + " and " + length_text(d.upper_quartile_ms()) +
            '\n';
  }
  text += "visits by minutes, at least / about / at most:";
  for (const v1::DurationBand& band : d.bands()) {
    const std::int64_t from = band.from_ms() / minute_ms;
    const std::string name = !band.has_to_ms()
                                 ? fmt::format("{}+", from)
                                 : fmt::format("{}-{}", from, band.to_ms() / minute_ms);
    text += fmt::format("  {}: {}{}",
                        name,
                        visits_text(band.visits()),
                        band.finer_than_refresh() ? " (finer than the radios tell)" : "");
  }
  return text + '\n';
}

std::string gaps_text(const v1::GapFigures& g) {
  const auto known = [](bool is, std::int64_t ms) {
    return is ? length_text(ms) : std::string{"not known"};
  };
  return fmt::format(
      "without a visit: half of the gaps up to {}, nine tenths up to {}, the longest {}{};"
      " {} gaps, {} cut off; last visit {}\n",
      known(g.has_median_ms(), g.median_ms()),
      known(g.has_p90_ms(), g.p90_ms()),
      g.longest_cut_off() ? "at least " : "",
      length_text(g.longest_ms()),
      g.ended() + g.cut_off(),
      g.cut_off(),
      g.has_age_ms() ? length_text(g.age_ms()) + " before the end" : "not known");
}

std::string red_text(const v1::Figures& f) {
  std::string text = "minutes in red time: " + measure_text(f.red()) + '\n';
  for (const v1::ResidualCover& cover : f.residual_cover()) {
    text += "share of red time within " + length_text(cover.residual_ms()) +
            " of presence: " + estimate_text(cover.share()) + '\n';
  }
  if (f.coverage().due() > 0) {
    const v1::CoverageFigures& c = f.coverage();
    text += fmt::format("red windows visited: {} of {} due; share {} to {}\n",
                        visits_text(c.visited()),
                        c.due(),
                        percent(c.share().low()),
                        percent(c.share().high()));
  }
  if (f.has_red_time_index()) {
    text += "red-time index (1: no targeting): " + estimate_text(f.red_time_index()) + '\n';
  }
  if (f.has_chance_baseline()) {
    const v1::ChanceBaseline& b = f.chance_baseline();
    text += fmt::format(
        "visited red time: {} min, {} on average at other times of the same shifts; {} of {} had"
        " less\n",
        minutes_text(b.red_ms()),
        minutes_text(b.mean_red_ms()),
        b.below(),
        b.shifted_times());
  }
  if (f.has_unpredictability()) {
    const v1::UnpredictabilityFigure& u = f.unpredictability();
    text += fmt::format(
        "unpredictability (1: any time alike): {:.2f} of {:.2f} that {} visits can reach\n",
        u.entropy(),
        u.reachable(),
        u.visits());
  }
  return text;
}

std::string commitment_text(const v1::CommitmentFigures& c) {
  return "minutes unallocated: " + minutes_text(c.unallocated_ms()) + ", committed " +
         minutes_text(c.committed_ms()) + ", at a station " + minutes_text(c.at_station_ms()) +
         ", without status " + minutes_text(c.without_status_ms()) +
         (c.has_unallocated_share() ? "; unallocated share " + percent(c.unallocated_share())
                                    : std::string{}) +
         '\n';
}

std::string compliance_text(const v1::ComplianceFigures& c) {
  const v1::PlanChanged& plan = c.plan();
  std::string text = "plan for " + plan.zone() + (plan.rule().empty() ? "" : " " + plan.rule()) +
                     (plan.owner().empty() ? "" : " (" + plan.owner() + ')') + ": ";
  if (!c.not_judged().empty()) {
    return text + "not judged: " + c.not_judged() + '\n';
  }
  text += fmt::format("{} of {} windows met, {} not known; share {} to {}",
                      c.met(),
                      c.windows(),
                      c.not_known(),
                      percent(c.share().low()),
                      percent(c.share().high()));
  if (c.visits_asked() > 0) {
    text += fmt::format("; {} of {} visits", c.visits_delivered(), c.visits_asked());
  }
  if (c.dose_asked_ms() > 0) {
    text += "; " + minutes_text(c.dose_delivered_ms()) + " of " + minutes_text(c.dose_asked_ms()) +
            " minutes";
  }
  if (c.inferred() > 0) {
    text += fmt::format("; {} inferred visits do not count", c.inferred());
  }
  return text + '\n';
}

std::string observability_text(const v1::Figures& f) {
  const v1::ObservabilityFigures& o = f.observability();
  return (o.has_refresh_median_ms()
              ? "pings in visits every " + length_text(o.refresh_median_ms()) + " (half), " +
                    length_text(o.refresh_p95_ms()) + " (95 %); "
              : std::string{"no pings in visits; "}) +
         "unknown " + minutes_text(o.unknown_ms()) + " min, not told of " +
         minutes_text(o.untold_ms()) + " min; presence known to " + length_text(f.cell_ms()) + '\n';
}

std::string kind_text(const v1::KindFigures& of_kind) {
  return "  " + std::string{word_of(of_kind.kind())} + ": " + std::to_string(of_kind.visits()) +
         " visits, " + std::to_string(of_kind.qualifying()) + " of them qualify; minutes " +
         measure_text(of_kind.inside()) + "; officer-minutes about " +
         minutes_text(of_kind.officer_about_ms()) + '\n';
}

std::string made_by(const v1::RunHeader& run) {
  constexpr std::size_t shown_hash = 12;
  return "made with parameters " + run.parameters_hash().substr(0, shown_hash) + ", zones " +
         run.zone_set_hash().substr(0, shown_hash) + ", roster " +
         run.roster_hash().substr(0, shown_hash) + ", build " + run.build().substr(0, shown_hash) +
         '\n';
}

}  // namespace

std::string figures_text(const v1::Figures& f) {
  std::string text = place_of(f) + " (" + std::to_string(f.zones()) +
                     (f.zones() == 1 ? " zone) from " : " zones) from ") +
                     format_rfc3339(ms_to_instant(f.from_ms())) + " to " +
                     format_rfc3339(ms_to_instant(f.to_ms())) +
                     "; three numbers are at least / about / at most\n";
  text += "patrol-minutes: " + measure_text(f.patrol()) + '\n';
  text += "officer-minutes: " + measure_text(f.officers()) + '\n';
  for (const v1::KindFigures& one : f.by_kind()) {
    text += kind_text(one);
  }
  text += frequency_text(f.frequency()) + durations_text(f.durations()) + gaps_text(f.gaps());
  text += red_text(f) + commitment_text(f.commitment());
  for (const v1::ComplianceFigures& one : f.compliance()) {
    text += compliance_text(one);
  }
  return text + observability_text(f) + made_by(f.run());
}

std::string comparison_text(const v1::FiguresComparison& comparison) {
  const v1::RateChange& change = comparison.visits();
  const std::string high = change.has_high() ? fmt::format("{:.2f}", change.high()) : "no limit";
  const std::string why =
      change.unlike().empty()
          ? ""
          : "; the two were not seen alike: " + change.unlike() + ", so the bounds count";
  return figures_text(comparison.before()) + figures_text(comparison.now()) +
         fmt::format(
             "visits per zone-hour, second window over first: {} (ratio {}, {:.2f} to {},"
             " dispersion {:.1f}{})\n",
             change.verdict(),
             change.has_ratio() ? fmt::format("{:.2f}", change.ratio()) : "not known",
             change.low(),
             high,
             change.dispersion(),
             why);
}

std::string figures_csv_header() {
  return "\xEF\xBB\xBF"
         "place,zones,from_utc,to_utc,patrol_minutes_at_least,patrol_minutes_about,"
         "patrol_minutes_at_most,minutes_unknown,officer_minutes_at_least,officer_minutes_about,"
         "officer_minutes_at_most,visits_about,visits_grade_a,visits_grade_b,visits_grade_c,"
         "visits_qualifying,visits_per_zone_day,median_visit_minutes,median_gap_minutes,"
         "p90_gap_minutes,longest_gap_minutes,windows_due,windows_visited_at_least,"
         "windows_visited_about,windows_visited_at_most,coverage_low,coverage_high,"
         "red_index_at_least,red_index_about,red_index_at_most,unallocated_share,"
         "refresh_median_seconds,untold_minutes,parameters,zone_set,roster,roads,build\r\n";
}

std::string figures_csv_row(const v1::Figures& f) {
  const auto minutes_or_none = [](bool is, std::int64_t ms) {
    return is ? sheet_minutes(ms) : std::string{};
  };
  const auto number_or_none = [](bool is, double value) {
    return is ? sheet_number(value) : std::string{};
  };
  const v1::FrequencyFigures& visits = f.frequency();
  const v1::GapFigures& gaps = f.gaps();
  const v1::CoverageFigures& coverage = f.coverage();
  const v1::ObservabilityFigures& seen = f.observability();
  const bool due = coverage.due() > 0;
  const bool index = f.has_red_time_index();
  const std::vector<std::string> fields{
      sheet_name(place_of(f)),
      std::to_string(f.zones()),
      sheet_time(f.from_ms()),
      sheet_time(f.to_ms()),
      sheet_minutes(f.patrol().at_least_ms()),
      sheet_minutes(f.patrol().about_ms()),
      sheet_minutes(f.patrol().at_most_ms()),
      sheet_minutes(f.patrol().unknown_ms()),
      sheet_minutes(f.officers().at_least_ms()),
      sheet_minutes(f.officers().about_ms()),
      sheet_minutes(f.officers().at_most_ms()),
      std::to_string(visits.visits()),
      std::to_string(visits.grade_a()),
      std::to_string(visits.grade_b()),
      std::to_string(visits.grade_c()),
      std::to_string(visits.qualifying()),
      sheet_number(visits.per_zone_day()),
      minutes_or_none(f.durations().has_median_ms(), f.durations().median_ms()),
      minutes_or_none(gaps.has_median_ms(), gaps.median_ms()),
      minutes_or_none(gaps.has_p90_ms(), gaps.p90_ms()),
      sheet_minutes(gaps.longest_ms()),
      std::to_string(coverage.due()),
      std::to_string(coverage.visited().at_least()),
      std::to_string(coverage.visited().about()),
      std::to_string(coverage.visited().at_most()),
      number_or_none(due, coverage.share().low()),
      number_or_none(due, coverage.share().high()),
      number_or_none(index, f.red_time_index().at_least()),
      number_or_none(index, f.red_time_index().about()),
      number_or_none(index, f.red_time_index().at_most()),
      number_or_none(f.commitment().has_unallocated_share(), f.commitment().unallocated_share()),
      number_or_none(seen.has_refresh_median_ms(),
                     static_cast<double>(seen.refresh_median_ms()) / 1e3),
      sheet_minutes(seen.untold_ms()),
      f.run().parameters_hash(),
      f.run().zone_set_hash(),
      f.run().roster_hash(),
      f.run().roads_hash(),
      f.run().build()};
  std::string row;
  for (const std::string& field : fields) {
    row += (row.empty() ? "" : ",") + field;
  }
  return row + "\r\n";
}

}  // namespace beatwatch
