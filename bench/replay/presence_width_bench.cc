// What a refresh rate can and cannot show: how wide at least ... at most is, as a share of the
// truth, for cars and for officers on foot, with and without evidence that lowers the speed cap.
// Two simulated towns, four hours each; every device for itself, its zones the micro-beats and red
// zones of the town. Prints a table in Markdown. Pings are counted as they come without evidence: a
// car that reports its ignition sends more of them, which are no refresh.
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/support/reported_patrol.h"
#include "tests/support/simulated_town.h"
#include "tests/support/true_presence.h"

namespace beatwatch {
namespace {

constexpr int hours = 4;
constexpr std::array seeds{1, 2};
constexpr std::array refreshes_s{5, 10, 30, 60, 120, 300};

struct world {
  local_plane plane;
  simulated_shift shift;
  std::shared_ptr<const zone_set> zones;
};

world make_world(std::uint64_t seed) {
  simulated_town town = make_simulated_town(seed);
  std::erase_if(town.zones, [](const drawn_zone& z) { return z.kind == "neighbourhood"; });
  return {town.plane, make_town_shift(town, seed, hours), zone_set_of(town.zones)};
}

bool on_foot(const carrier_track& carrier) {
  return carrier.unit.starts_with("FOOT") || carrier.unit.starts_with("PCSO");
}

struct sums {
  std::int64_t truth_ms = 0;
  std::int64_t counted_ms = 0;  // pings inside, each for one refresh
  presence_measure claimed;
};

void add_carrier(const world& w, const carrier_track& carrier, const reporting& how, sums& sum) {
  const unit_kind kind = on_foot(carrier) && how.evidence ? unit_kind::foot : unit_kind::car;
  std::vector<ping> pings = pings_of(carrier, "D", w.shift.span.from, w.plane, how);
  const interval heard{pings.front().observed_at, pings.back().observed_at};
  engine e = engine_for(w.zones, w.plane, how, w.shift.span.from);
  put_on_duty(e, "U", "D", kind, w.shift.span);
  play_pings(e, pings);
  std::vector<interval> truth;
  for (const zone& z : w.zones->zones) {
    truth.clear();
    add_true_presence(z.shape, carrier, w.shift.span.from, heard, truth);
    sum.truth_ms += total_ms(truth, heard);
    for (const ping& p : pings) {
      const auto at = w.plane.project(p.at);
      sum.counted_ms += at && z.shape.contains(*at) ? how.refresh.count() : 0;
    }
    const presence_measure claimed = e.presence(z.name, heard)->presence;
    sum.claimed.at_least_ms += claimed.at_least_ms;
    sum.claimed.about_ms += claimed.about_ms;
    sum.claimed.at_most_ms += claimed.at_most_ms;
    sum.claimed.unknown_ms += claimed.unknown_ms;
  }
}

sums widths(const std::vector<world>& worlds, bool foot, int refresh_s, bool evidence) {
  sums sum;
  std::uint64_t number = 0;
  for (const world& w : worlds) {
    for (const carrier_track& carrier : w.shift.carriers) {
      if (foot ? on_foot(carrier) : carrier.vehicle) {
        add_carrier(
            w,
            carrier,
            {.refresh = std::chrono::seconds{refresh_s}, .evidence = evidence, .seed = ++number},
            sum);
      }
    }
  }
  return sum;
}

void print_table() {
  std::vector<world> worlds;
  for (const int seed : seeds) {
    worlds.push_back(make_world(static_cast<std::uint64_t>(seed)));
  }
  std::puts("| who | refresh | without evidence | with evidence | about | pings counted |");
  std::puts("|---|---|---|---|---|---|");
  for (const bool foot : {false, true}) {
    for (const int refresh_s : refreshes_s) {
      const sums without = widths(worlds, foot, refresh_s, false);
      const sums with = widths(worlds, foot, refresh_s, true);
      const auto percent = [](std::int64_t ms, const sums& of) {
        return 100.0 * static_cast<double>(ms) / static_cast<double>(of.truth_ms);
      };
      std::printf("| %s | %d s | %.0f ... %.0f %% | %.0f ... %.0f %% | %.0f %% | %.0f %% |\n",
                  foot ? "foot" : "car",
                  refresh_s,
                  percent(without.claimed.at_least_ms, without),
                  percent(without.claimed.at_most_ms, without),
                  percent(with.claimed.at_least_ms, with),
                  percent(with.claimed.at_most_ms, with),
                  percent(with.claimed.about_ms, with),
                  percent(without.counted_ms, without));
      std::fflush(stdout);
    }
  }
}

}  // namespace
}  // namespace beatwatch

int main() { beatwatch::print_table(); }
