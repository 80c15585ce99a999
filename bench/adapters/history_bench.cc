// A month of a force in a history file: 3,000 zones, 300,000 visits, presence in half of all hours
// of every zone. How long an analyst waits for an answer. The file is warm in the page cache.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "adapters/feeds/figures_encode.h"
#include "adapters/history/history_evidence.h"
#include "adapters/history/history_file.h"
#include "adapters/history/history_query.h"
#include "adapters/history/presence_row_key.h"
#include "adapters/history/visit_rows.h"
#include "adapters/history/zone_rows.h"

namespace beatwatch {
namespace {

constexpr int zone_count = 3'000;
constexpr int visit_count_total = 300'000;
constexpr int days = 30;
constexpr instant month = ms_to_instant(1'780'272'000'000);  // 2026-06-01T00:00:00Z
constexpr interval whole_month{month, month + std::chrono::days{days}};

std::string zone_name(int i) { return "BEAT-" + std::to_string(10'000 + i); }

// A force of 2 command units, 10 local units, and 100 neighbourhoods of 30 zones.
std::string unit_name(int i) { return "unit-" + std::to_string(i / 1'500); }
std::string local_name(int i) { return "local-" + std::to_string(i / 300); }
std::string neighbourhood_name(int i) { return "n-" + std::to_string(100 + i / 30); }

zone square(int i) {
  const std::int32_t west = i % 60 * 500'000;
  const std::int32_t south = i / 60 * 500'000;
  return {.name = zone_name(i),
          .kind = "micro_beat",
          .levels = {{"force", unit_name(i), local_name(i), neighbourhood_name(i)}},
          .red_windows = {},
          .shape = area{{{{west, south},
                          {west + 300'000, south},
                          {west + 300'000, south + 300'000},
                          {west, south + 300'000}}}}};
}

void add_zones(zone_rows& rows) {
  std::vector<zone> zones;
  for (int i = 0; i < zone_count; ++i) {
    zones.push_back(square(i));
  }
  const local_plane plane{{.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0}};
  rows.activate(zone_set{std::move(zones), std::string(64, 'a')}, month, month, plane);
}

void add_visits(sqlite_database& file, const zone_rows& zones, std::mt19937_64& random) {
  visit_rows rows{file, zones};
  for (int i = 0; i < visit_count_total; ++i) {
    const instant from =
        month + duration{static_cast<std::int64_t>(random() % std::uint64_t{days * 86'400'000LL})};
    visit_changed visit{.id = random(),
                        .zone = zone_name(static_cast<int>(random() % zone_count)),
                        .unit = "CAR-" + std::to_string(random() % 600),
                        .span = {from, from + std::chrono::minutes{random() % 30}},
                        .inside = {60'000, 300'000, 420'000, 0},
                        .pings = 12};
    for (const visit_state state : {visit_state::open, visit_state::closed, visit_state::settled}) {
      ++visit.revision;
      visit.state = state;
      rows.take(visit, visit.span.to);
    }
  }
}

void add_presence(sqlite_database& file, const zone_rows& zones, std::mt19937_64& random) {
  row_insert rows{file, "presence_by_hour"};
  for (const auto& [name, number] : zones.numbers()) {
    for (int hour = 0; hour < days * 24; ++hour) {
      if (random() % 2 == 0) {
        continue;
      }
      const instant from = month + std::chrono::hours{hour};
      rows.number(presence_row_key(number, from))
          .text(name)
          .number(zones.polygon_of(name, from))
          .number(instant_to_ms(from))
          .number(instant_to_ms(from + std::chrono::hours{1}))
          .number(1);
      for (int column = 0; column < 13; ++column) {
        rows.number(static_cast<std::int64_t>(random() % 3'600'000));
      }
      rows.number(instant_to_ms(from)).time(from).time(from + std::chrono::hours{1});
      rows.run();
    }
  }
}

void put_hours(row_insert& rows,
               std::int64_t number,
               const std::string& level,
               std::mt19937_64& random) {
  for (int hour = 0; hour < days * 24; ++hour) {
    const instant from = month + std::chrono::hours{hour};
    rows.number(presence_row_key(number, from))
        .text(level)
        .number(instant_to_ms(from))
        .number(instant_to_ms(from + std::chrono::hours{1}))
        .number(1);
    for (int column = 0; column < 8; ++column) {
      rows.number(static_cast<std::int64_t>(random() % 3'600'000));
    }
    rows.number(instant_to_ms(from)).time(from).time(from + std::chrono::hours{1});
    rows.run();
  }
}

void add_levels(sqlite_database& file, std::mt19937_64& random) {
  std::set<std::string> levels;
  for (int i = 0; i < zone_count; ++i) {
    for (const std::string& path : level_paths(square(i))) {
      for (std::size_t slash = path.find('/'); slash != std::string::npos;
           slash = path.find('/', slash + 1)) {
        levels.insert(path.substr(0, slash));
      }
      levels.insert(path);
    }
  }
  row_insert names{file, "level_names"};
  row_insert rows{file, "level_presence_by_hour"};
  std::int64_t number = 0;
  for (const std::string& level : levels) {
    names.number(++number).text(level).run();
    put_hours(rows, number, level, random);
  }
}

void add_hours_and_red_times(sqlite_database& file, const zone_rows& zones) {
  row_insert hours{file, "hours"};
  for (int hour = 0; hour < days * 24; ++hour) {
    const instant from = month + std::chrono::hours{hour};
    hours.number(instant_to_ms(from) / 3'600'000)
        .number(instant_to_ms(from))
        .number(instant_to_ms(from + std::chrono::hours{1}))
        .number(1)
        .number(instant_to_ms(from))
        .time(from)
        .time(from + std::chrono::hours{1});
    hours.run();
  }
  row_insert red{file, "red_times"};
  for (const auto& [name, zone_number] : zones.numbers()) {
    if (zone_number % 10 != 0) {
      continue;  // a tenth of the zones has red times: 8 hours every evening
    }
    for (int day = 0; day < days; ++day) {
      const instant from = month + std::chrono::hours{24 * day + 18};
      const instant to = from + std::chrono::hours{8};
      red.none()
          .text(name)
          .number(instant_to_ms(from))
          .number(instant_to_ms(to))
          .number(instant_to_ms(from))
          .time(from)
          .time(to);
      red.run();
    }
  }
}

sqlite_database& month_of_a_force() {
  static sqlite_database file = [] {
    const auto path = std::filesystem::temp_directory_path() /
                      ("beatwatch-history-bench-" + std::to_string(::getpid()) + ".gpkg");
    sqlite_database made = create_history(path);
    std::filesystem::remove(path);  // the open file goes with the process
    std::mt19937_64 random{1};
    sqlite_transaction all{made};
    zone_rows zones{made};
    add_zones(zones);
    add_visits(made, zones, random);
    add_presence(made, zones, random);
    add_levels(made, random);
    add_hours_and_red_times(made, zones);
    all.commit();
    return made;
  }();
  return file;
}

void every_zone_over_the_month(benchmark::State& state) {
  const history_query query{month_of_a_force()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.zones(whole_month));
  }
}
BENCHMARK(every_zone_over_the_month)->Unit(benchmark::kMillisecond);

void every_zone_over_a_day(benchmark::State& state) {
  const history_query query{month_of_a_force()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        query.zones({month + std::chrono::days{14}, month + std::chrono::days{15}}));
  }
}
BENCHMARK(every_zone_over_a_day)->Unit(benchmark::kMillisecond);

void hours_of_a_zone_over_the_month(benchmark::State& state) {
  const history_query query{month_of_a_force()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.hours_of(zone_name(1'234), whole_month));
  }
}
BENCHMARK(hours_of_a_zone_over_the_month)->Unit(benchmark::kMillisecond);

void visits_of_a_zone_over_the_month(benchmark::State& state) {
  const history_query query{month_of_a_force()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.visits_of(zone_name(1'234), whole_month));
  }
}
BENCHMARK(visits_of_a_zone_over_the_month)->Unit(benchmark::kMillisecond);

void every_level_over_the_month(benchmark::State& state) {
  const history_query query{month_of_a_force()};
  for (auto _ : state) {
    benchmark::DoNotOptimize(query.levels(whole_month));
  }
}
BENCHMARK(every_level_over_the_month)->Unit(benchmark::kMillisecond);

parameters eight_hour_shifts() {
  parameters settings;
  settings.shifts = {
      {"early", 6 * 60, 14 * 60}, {"late", 14 * 60, 22 * 60}, {"night", 22 * 60, 6 * 60}};
  return settings;
}

void figures_of(benchmark::State& state, const std::string& level) {
  const parameters settings = eight_hour_shifts();
  for (auto _ : state) {
    const history_evidence history{month_of_a_force()};
    const auto evidence = history.of_level(level, whole_month);
    v1::Figures figures;
    place_figures_to_wire(
        *evidence,
        std::chrono::hours{1},
        settings,
        [&history](const std::string& zone) { return history.plans(zone); },
        figures);
    benchmark::DoNotOptimize(figures);
  }
}

void figures_of_a_zone_over_the_month(benchmark::State& state) {
  const parameters settings = eight_hour_shifts();
  for (auto _ : state) {
    const history_evidence history{month_of_a_force()};
    const auto zone = history.of_zone(zone_name(1'239), whole_month);
    v1::Figures figures;
    place_figures_to_wire(
        {.place = *zone, .zones = {*zone}, .names = {zone_name(1'239)}},
        std::chrono::hours{1},
        settings,
        [&history](const std::string& of) { return history.plans(of); },
        figures);
    benchmark::DoNotOptimize(figures);
  }
}
BENCHMARK(figures_of_a_zone_over_the_month)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(figures_of, a_neighbourhood_over_the_month, "force/unit-0/local-1/n-112")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(figures_of, a_local_unit_over_the_month, "force/unit-0/local-1")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(figures_of, the_force_over_the_month, "force")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
