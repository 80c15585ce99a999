#include "replay/history_figures.h"

#include <chrono>
#include <cmath>
#include <iostream>
#include <limits>
#include <optional>
#include <stdexcept>

#include "adapters/feeds/figures_encode.h"
#include "adapters/history/history_evidence.h"
#include "adapters/history/history_query.h"
#include "engine/figures/rate_change.h"
#include "engine/model/policing_day.h"
#include "replay/figures_report.h"
#include "replay/json_line.h"
#include "replay/option_time.h"

namespace beatwatch {
namespace {

// The policing day that begins on the local date, or one of its shifts.
interval named_window(const history_figures_options& options, const parameters& settings) {
  const instant midnight = option_time(options.day + "T00:00:00Z", "--day");
  // Local noon is in the day that begins on its date, unless that begins after noon.
  instant t = settings.clock.to_utc(midnight) +
              std::chrono::minutes{settings.policing_day_start_minute + 60};
  const interval day = policing_day(settings, t);
  if (options.shift.empty()) {
    return day;
  }
  for (const force_shift& shift : settings.shifts) {
    const auto times = shift_times(shift, settings.clock, day);
    if (shift.name == options.shift && !times.empty()) {
      return times.front();
    }
  }
  std::string known;
  for (const force_shift& shift : settings.shifts) {
    known += (known.empty() ? "" : ", ") + shift.name;
  }
  throw std::runtime_error{"--shift: no shift \"" + options.shift + "\"; the configuration has " +
                           (known.empty() ? "none" : known)};
}

interval window_between(const std::string& from,
                        const std::string& to,
                        const char* from_option,
                        const char* to_option) {
  const interval window{option_time(from, from_option), option_time(to, to_option)};
  if (window.empty()) {
    throw std::runtime_error{std::string{to_option} + ": expected a time after " + from_option};
  }
  return window;
}

v1::Figures figures_of(sqlite_database& file,
                       const history_figures_options& options,
                       const parameters& settings,
                       interval window) {
  const history_evidence history{file};
  std::optional<level_evidence> evidence;
  if (!options.level.empty()) {
    evidence = history.of_level(options.level, window);
  } else if (auto zone = history.of_zone(options.zone, window)) {
    evidence = level_evidence{.place = *zone, .zones = {*zone}, .names = {options.zone}};
  }
  if (!evidence) {
    throw std::runtime_error{options.level.empty()
                                 ? "no zone \"" + options.zone + "\" in this history"
                                 : "no level \"" + options.level + "\" in this history"};
  }
  v1::Figures figures;
  figures.set_zone(options.zone);
  figures.set_level(options.level);
  place_figures_to_wire(
      *evidence,
      std::chrono::hours{1},
      settings,
      [&history](const std::string& zone) { return history.plans(zone); },
      figures);
  if (const auto counted = history.counted_visits(evidence->names, evidence->place.window);
      counted && policing_day(settings, window.from).from == window.from &&
      policing_day(settings, window.to).from == window.to) {
    v1::VisitCount& to = *figures.mutable_frequency()->mutable_counted();
    to.set_at_least(counted->at_least);
    to.set_about(figures.frequency().visits());
    to.set_at_most(counted->at_most);
  }
  sqlite_statement online{file,
                          "SELECT sum(online_ms) FROM source_health"
                          " WHERE start_ms >= ? AND start_ms < ?"};
  const interval hours = evidence->place.window;
  online.bind(1, instant_to_ms(hours.from)).bind(2, instant_to_ms(hours.to)).step();
  if (online.type(0) != SQLITE_NULL) {
    figures.mutable_observability()->set_online_ms(online.integer(0));
  }
  v1::RunHeader& run = *figures.mutable_run();
  run.set_parameters_hash(history_fact(file, "parameters_hash").value_or(""));
  sqlite_statement set{file,
                       "SELECT set_hash FROM zones WHERE start_ms < ? ORDER BY start_ms DESC"};
  if (set.bind(1, instant_to_ms(window.to)).step()) {
    run.set_zone_set_hash(std::string{set.text(0)});
  }
  return figures;
}

compared_side side_of(const v1::Figures& figures) {
  constexpr double hour_ms = 3'600'000;
  const v1::FrequencyFigures& visits = figures.frequency();
  const double about = visits.visits();
  const v1::PresenceMeasure& patrol = figures.patrol();
  const std::int64_t possible_ms = patrol.at_most_ms() + patrol.unknown_ms();
  compared_side side{
      // Without a count by days nothing is known beyond what is proved.
      .visits = {.at_least = visits.has_counted() ? visits.counted().at_least() : 0.0,
                 .about = about,
                 .at_most = visits.has_counted() ? visits.counted().at_most()
                                                 : std::numeric_limits<double>::infinity()},
      .zone_hours = figures.zones() *
                    static_cast<double>(figures.to_ms() - figures.from_ms() -
                                        figures.observability().untold_ms()) /
                    hour_ms,
      .device_hours = static_cast<double>(figures.observability().online_ms()) / hour_ms,
      .dispersion = visits.dispersion()};
  if (figures.observability().has_refresh_median_ms()) {
    side.refresh_s = static_cast<double>(figures.observability().refresh_median_ms()) / 1e3;
  }
  if (possible_ms > 0) {
    side.unknown_share =
        static_cast<double>(patrol.unknown_ms()) / static_cast<double>(possible_ms);
  }
  return side;
}

void compare(v1::FiguresComparison& comparison) {
  const compared_side before = side_of(comparison.before());
  const compared_side now = side_of(comparison.now());
  if (before.zone_hours <= 0 || now.zone_hours <= 0) {
    throw std::runtime_error{"nothing is told of one of the two windows"};
  }
  const rate_change change = compare_rates(before, now);
  v1::RateChange& out = *comparison.mutable_visits();
  if (change.ratio) {
    out.set_ratio(*change.ratio);
  }
  out.set_low(change.limits.low);
  if (std::isfinite(change.limits.high)) {
    out.set_high(change.limits.high);
  }
  out.set_dispersion(change.dispersion);
  out.set_unlike(std::string{to_string(change.unlike)});
  out.set_verdict(std::string{to_string(change.verdict)});
}

}  // namespace

int history_figures(const history_figures_options& options) {
  if (options.zone.empty() == options.level.empty()) {
    throw std::runtime_error{"expected a zone, or a level with --level"};
  }
  if (options.day.empty() == (options.from.empty() || options.to.empty())) {
    throw std::runtime_error{"expected --from and --to, or --day"};
  }
  sqlite_database file = open_history(options.file, sqlite_database::access::read);
  const parameters settings = parameters_of(file);
  const interval window = options.day.empty()
                              ? window_between(options.from, options.to, "--from", "--to")
                              : named_window(options, settings);
  v1::Figures now = figures_of(file, options, settings, window);
  if (options.before_from.empty() && options.before_to.empty()) {
    std::cout << (options.json  ? json_line(now) + '\n'
                  : options.csv ? figures_csv_header() + figures_csv_row(now)
                                : figures_text(now));
    return 0;
  }
  v1::FiguresComparison comparison;
  *comparison.mutable_before() = figures_of(
      file,
      options,
      settings,
      window_between(options.before_from, options.before_to, "--before-from", "--before-to"));
  *comparison.mutable_now() = std::move(now);
  compare(comparison);
  std::cout << (options.json  ? json_line(comparison) + '\n'
                : options.csv ? figures_csv_header() + figures_csv_row(comparison.before()) +
                                    figures_csv_row(comparison.now())
                              : comparison_text(comparison));
  return 0;
}

}  // namespace beatwatch
