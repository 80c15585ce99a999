// How far the likely time of zones is from the truth, along the straight line and along roads, as
// the whole engine settles it: two simulated towns, four hours each, every car and every officer on
// foot for itself. Then what it costs: everybody of a town at once in one engine for two hours, its
// ticks included, thread CPU time. Prints tables in Markdown.
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

#include "bench/replay/likely_error.h"

namespace beatwatch {
namespace {

constexpr int hours = 4;
constexpr std::array<std::uint64_t, 2> seeds{1, 2};
constexpr std::array refreshes_s{5, 15, 30, 60};
constexpr std::array noises_m{5.0, 10.0};

void print_row(const std::vector<patrolled_town>& towns,
               bool on_foot,
               int refresh_s,
               double noise) {
  likely_error quarters;
  likely_error moves;
  for (const patrolled_town& town : towns) {
    const likely_errors errors = likely_errors_of(town,
                                                  on_foot,
                                                  {.refresh = std::chrono::seconds{refresh_s},
                                                   .noise_m = noise,
                                                   .evidence = true,
                                                   .motion = !on_foot,
                                                   .seed = 1});
    quarters += errors.of_quarters;
    moves += errors.of_moves;
  }
  const auto share = [](std::int64_t ms, const likely_error& of) {
    return static_cast<double>(ms) / static_cast<double>(of.truth_ms);
  };
  std::printf("| %s | %.0f m | %d s | %.3f | %.3f | %.3f | %.3f |\n",
              on_foot ? "foot" : "car",
              noise,
              refresh_s,
              share(moves.straight_off_ms, moves),
              share(moves.matched_off_ms, moves),
              share(quarters.straight_off_ms, quarters),
              share(quarters.matched_off_ms, quarters));
  std::fflush(stdout);
}

double thread_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Everybody of that kind at once in one engine: pings and microseconds of a ping.
struct cost {
  std::size_t pings = 0;
  double us = 0.0;
};
cost cost_of(const patrolled_town& town, bool on_foot, int refresh_s, bool with_roads) {
  const reporting how{
      .refresh = std::chrono::seconds{refresh_s}, .evidence = true, .motion = !on_foot, .seed = 1};
  const instant began = town.shift.span.from;
  engine e = engine_for(town.zones, town.plane, how, began, with_roads ? town.roads : nullptr);
  std::vector<ping> pings;
  for (const carrier_track& carrier : town.shift.carriers) {
    if (carrier.vehicle == on_foot) {
      continue;
    }
    put_on_duty(e,
                carrier.unit,
                "of " + carrier.unit,
                on_foot ? unit_kind::foot : unit_kind::car,
                town.shift.span);
    for (ping& p : pings_of(carrier, "of " + carrier.unit, began, town.plane, how)) {
      pings.push_back(std::move(p));
    }
  }
  const std::size_t count = pings.size();
  const double start_s = thread_cpu_s();
  play_pings(e, std::move(pings));
  return {count, (thread_cpu_s() - start_s) * 1e6 / static_cast<double>(count)};
}

void print_costs() {
  const patrolled_town town = make_patrolled_town(1, 2);
  std::printf(
      "\n%zu zones\n\n| who | refresh | pings | straight, us a ping | along roads |\n"
      "|---|---|---|---|---|\n",
      town.zones->zones.size());
  for (const bool on_foot : {false, true}) {
    for (const int refresh_s : refreshes_s) {
      const cost straight = cost_of(town, on_foot, refresh_s, false);
      const cost matched = cost_of(town, on_foot, refresh_s, true);
      std::printf("| %s | %d s | %zu | %.1f | %.1f |\n",
                  on_foot ? "foot" : "car",
                  refresh_s,
                  straight.pings,
                  straight.us,
                  matched.us);
      std::fflush(stdout);
    }
  }
}

void print_table() {
  std::vector<patrolled_town> towns;
  for (const std::uint64_t seed : seeds) {
    towns.push_back(make_patrolled_town(seed, hours));
  }
  std::puts(
      "| who | noise | refresh | moving: straight | along roads | all time: straight | along roads "
      "|"
      "\n|---|---|---|---|---|---|---|");
  for (const bool on_foot : {false, true}) {
    for (const double noise : noises_m) {
      for (const int refresh_s : refreshes_s) {
        print_row(towns, on_foot, refresh_s, noise);
      }
    }
  }
}

}  // namespace
}  // namespace beatwatch

int main() {
  beatwatch::print_table();
  beatwatch::print_costs();
}
