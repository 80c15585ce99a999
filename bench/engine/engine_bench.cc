// The whole engine on one core, in the daemon's own configuration: gate, track, zones, bounds of
// every leg, visits, minutes of presence, publication every second. A million pings of 3,000 units
// every 5 s in the order of arrival; 1,000, 10,000 and 100,000 zones of one county. Thread CPU
// time.
#include <benchmark/benchmark.h>

#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "bench/support/load.h"
#include "engine/engine.h"
#include "engine/model/zone.h"

namespace beatwatch {
namespace {

constexpr std::size_t pings = 1'000'000;
constexpr std::uint32_t units = 3'000;
constexpr std::size_t batch_size = 256;

instant at_s(std::int64_t seconds) { return ms_to_instant(1'772'834'400'000 + seconds * 1000); }

parameters settings() {
  parameters p;
  p.plane = load_origin();
  p.clock.changes = {{instant::min(), 0}};
  p.profiles = {{.source = "avl", .refresh = std::chrono::seconds{5}}};
  return p;
}

std::shared_ptr<const zone_set> zones(std::int64_t count) {
  static std::map<std::int64_t, std::shared_ptr<const zone_set>> loaded;
  auto& set = loaded[count];
  if (set == nullptr) {
    std::vector<zone> all;
    for (area& shape : load_areas(static_cast<std::size_t>(count))) {
      all.push_back({.name = "Z" + std::to_string(100'000 + all.size()),
                     .kind = "micro_beat",
                     .valid_from = {},
                     .levels = {},
                     .red_windows = {},
                     .shape = std::move(shape)});
    }
    set = std::make_shared<const zone_set>(std::move(all), "load");
  }
  return set;
}

const std::vector<event>& ping_events() {
  static const std::vector<event> events = [] {
    std::vector<event> made;
    made.reserve(pings);
    for (const load_fix& f : load_fixes(pings)) {
      made.push_back({at_s(f.t_s),
                      "avl",
                      0,
                      ping{.device = "D" + std::to_string(f.unit),
                           .observed_at = at_s(f.t_s),
                           .at = f.at,
                           .accuracy_cm = {},
                           .speed_cmps = {},
                           .heading_cdeg = {},
                           .trigger = ping_trigger::interval,
                           .ignition = {},
                           .moving = {}}});
    }
    return made;
  }();
  return events;
}

engine prepared(std::int64_t zone_count) {
  engine e{settings()};
  e.offer(zones(zone_count));
  std::vector<event> facts;
  for (std::uint32_t u = 0; u < units; ++u) {
    facts.push_back({at_s(-10),
                     "rota",
                     0,
                     roster_changed{{.unit = "U" + std::to_string(u),
                                     .device = "D" + std::to_string(u),
                                     .kind = unit_kind::car,
                                     .person_ref = {},
                                     .skills = {},
                                     .vehicle = "car",
                                     .home_zone = {},
                                     .duty = {at_s(-3600), at_s(36'000)}}}});
  }
  facts.push_back({at_s(-10), "zones", 0, zones_activated{"load", at_s(-3600)}});
  std::vector<change> changes;
  e.apply(facts, changes);
  return e;
}

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

BENCHMARK(whole_engine)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->Repetitions(1)
    ->ReportAggregatesOnly(true);

}  // namespace
}  // namespace beatwatch

BENCHMARK_MAIN();
