// What the engine holds in memory as hours go by: 3,000 cars that report every 5 s, 5,000 zones, a
// sixth of the cars parked all the time; as Markdown.
//
//   memory_bench [HOURS [RETAINED_MINUTES]]
//
// The way of the load is driven to its end, back, and so on. Presence is retained for 48 hours when
// no RETAINED_MINUTES are given. An hour takes about 20 s.
#include <malloc.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "bench/support/load_shift.h"

namespace beatwatch {
namespace {

constexpr std::size_t zone_count = 10'000;
constexpr std::size_t every_other = 2;
constexpr std::size_t rounds = 333;
constexpr std::int64_t refresh_s = 5;

std::shared_ptr<const zone_set> half_of_the_zones() {
  const auto all = load_zones(zone_count);
  std::vector<zone> half;
  for (std::size_t i = 0; i < all->zones.size(); i += every_other) {
    half.push_back(all->zones[i]);
  }
  return std::make_shared<const zone_set>(std::move(half), "load");
}

// Of the process, in MiB.
double resident_mib() {
  std::ifstream pages{"/proc/self/statm"};
  long all = 0;
  long resident = 0;
  pages >> all >> resident;
  return static_cast<double>(resident) * 4096.0 / (1 << 20);
}

double held_mib() {
  const auto heap = mallinfo2();
  return static_cast<double>(heap.uordblks + heap.hblkhd) / (1 << 20);
}

// The round of fixes that is heard at that time.
std::size_t round_at(std::size_t step) {
  const std::size_t round = step % (2 * rounds);
  return round < rounds ? round : 2 * rounds - 1 - round;
}

void run(std::size_t hours, const parameters& settings) {
  const auto fixes = load_fixes(rounds * load_units);
  engine e = load_engine(settings, half_of_the_zones());
  const double before = held_mib();
  std::printf("| hours | held by the engine | resident |\n");
  std::printf("|---|---|---|\n");
  std::vector<change> changes;
  constexpr std::size_t steps_an_hour = 3'600 / refresh_s;
  for (std::size_t step = 0; step < hours * steps_an_hour; ++step) {
    const instant now = load_time(static_cast<std::int64_t>(step) * refresh_s);
    for (auto due = e.next_deadline(); due && *due < now; due = e.next_deadline()) {
      const event t{*due, "clock", 0, tick{}};
      e.apply({&t, 1}, changes);
      changes.clear();
    }
    std::vector<event> batch;
    for (std::uint32_t u = 0; u < load_units; ++u) {
      batch.push_back(load_ping(fixes[round_at(step) * load_units + u], now));
    }
    e.apply(batch, changes);
    changes.clear();
    if ((step + 1) % steps_an_hour == 0) {
      std::printf("| %zu | %.0f MiB | %.0f MiB |\n",
                  (step + 1) / steps_an_hour,
                  held_mib() - before,
                  resident_mib());
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  const int hours = argc > 1 ? std::atoi(argv[1]) : 8;
  beatwatch::parameters settings = beatwatch::load_settings();
  if (argc > 2) {
    settings.presence_retained = std::chrono::minutes{std::atoi(argv[2])};
  }
  if (hours < 1 || settings.presence_retained <= settings.horizon) {
    std::fprintf(stderr,
                 "usage: memory_bench [HOURS [RETAINED_MINUTES]], retained beyond the horizon\n");
    return 2;
  }
  beatwatch::run(static_cast<std::size_t>(hours), settings);
}
