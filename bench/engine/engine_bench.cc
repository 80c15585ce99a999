// The whole engine on one core, in the daemon's own configuration: gate, track, zones, bounds of
// every leg, visits, minutes of presence, publication every second. A million pings of 3,000 units
// every 5 s in the order of arrival; 1,000, 10,000 and 100,000 zones of one county. Thread CPU
// time.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "bench/support/load_shift.h"
#include "tests/support/presence_against_geos.h"

namespace beatwatch {
namespace {

constexpr std::size_t pings = 1'000'000;
constexpr std::size_t batch_size = 256;

const std::vector<event>& ping_events() {
  static const std::vector<event> events = [] {
    std::vector<event> made;
    made.reserve(pings);
    for (const load_fix& f : load_fixes(pings)) {
      made.push_back(load_ping(f, load_time(f.t_s)));
    }
    return made;
  }();
  return events;
}

const std::shared_ptr<const zone_set>& zones(std::int64_t count) {
  static std::map<std::int64_t, std::shared_ptr<const zone_set>> loaded;
  auto& set = loaded[count];
  if (set == nullptr) {
    set = load_zones(static_cast<std::size_t>(count));
  }
  return set;
}

engine prepared(std::int64_t zone_count) { return load_engine(load_settings(), zones(zone_count)); }

double thread_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Pings as they came, with a tick wherever the engine asks for one.
std::size_t play(engine& e, const std::vector<event>& events) {
  std::vector<change> changes;
  std::size_t total = 0;
  std::size_t first = 0;
  while (first < events.size()) {
    std::size_t last = first;
    const auto due = e.next_deadline();
    while (last < events.size() && last - first < batch_size &&
           (!due || events[last].received_at <= *due)) {
      ++last;
    }
    if (last == first) {
      const event t{*due, "clock", 0, tick{}};
      e.apply({&t, 1}, changes);
    } else {
      e.apply({events.data() + first, last - first}, changes);
      first = last;
    }
    total += changes.size();
    changes.clear();
  }
  return total;
}

void whole_engine(benchmark::State& state) {
  const auto& events = ping_events();
  std::size_t changes = 0;
  for ([[maybe_unused]] auto _ : state) {
    engine e = prepared(state.range(0));
    const double before = thread_cpu_s();
    changes = play(e, events);
    state.SetIterationTime(thread_cpu_s() - before);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.size()));
  state.counters["changes_per_ping"] =
      static_cast<double>(changes) / static_cast<double>(events.size());
}

// The same shift, of some of the units, counted a second time by GEOS. Ends the program if a visit
// or a dwell differs.
void check_visits(std::int64_t zone_count) {
  constexpr std::size_t checked_units = 60;
  std::set<std::string> names;
  for (const event& e : std::span{ping_events()}.first(checked_units)) {
    names.insert(std::get<ping>(e.body).device);
  }
  const std::vector<std::string> devices{names.begin(), names.end()};
  std::vector<event> events;
  std::vector<ping> taken;
  for (const event& e : ping_events()) {
    const auto& p = std::get<ping>(e.body);
    if (names.contains(p.device)) {
      events.push_back(e);
      taken.push_back(p);
    }
  }
  engine e = prepared(zone_count);
  play(e, events);
  std::vector<change> changes;
  const instant end = events.back().received_at;
  const event settling{end + std::chrono::hours{3}, "clock", 0, tick{}};
  e.apply({&settling, 1}, changes);
  std::vector<std::string> crews;
  for (const std::string& device : devices) {
    crews.push_back("U" + device.substr(1));
  }
  const geos_presence_answer expected =
      count_with_geos(*zones(zone_count), taken, devices, local_plane{load_origin()}, {});
  const presence_comparison both =
      compare_presence(e,
                       *zones(zone_count),
                       crews,
                       {std::chrono::floor<std::chrono::minutes>(load_time(0)),
                        std::chrono::ceil<std::chrono::minutes>(end + duration{1})},
                       expected);
  std::cout << zone_count << " zones, " << taken.size() << " pings: " << both.visits
            << " visits and " << static_cast<double>(both.dwell_ms) / 3.6e6
            << " h in zones, GEOS off by " << both.off_ms << " ms together\n";
  if (!both.equal()) {
    std::cerr << "engine and GEOS differ: " << both.visits_unequal << " visits, "
              << both.zones_unequal << " zones; first: " << both.first_difference << '\n';
    std::exit(1);
  }
}

BENCHMARK(whole_engine)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(3)
    ->ReportAggregatesOnly(true);

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (const std::int64_t count : {1'000, 10'000}) {
    beatwatch::check_visits(count);
  }
  benchmark::RunSpecifiedBenchmarks();
}
