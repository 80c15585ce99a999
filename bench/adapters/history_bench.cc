// A month of a force in a history file: 3,000 zones, 300,000 visits, presence in half of all hours
// of every zone. How long an analyst waits for an answer. The file is warm in the page cache.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <string>

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

zone square(int i) {
  const std::int32_t west = i % 60 * 500'000;
  const std::int32_t south = i / 60 * 500'000;
  return {.name = zone_name(i),
          .kind = "micro_beat",
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
      for (int column = 0; column < 8; ++column) {
        rows.number(static_cast<std::int64_t>(random() % 3'600'000));
      }
      rows.number(instant_to_ms(from)).time(from).time(from + std::chrono::hours{1});
      rows.run();
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

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
