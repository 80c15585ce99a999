// Where somebody was, by five ways of reading their fixes, against known truth; as Markdown.
//
//   accuracy_bench [PATROLS [PHASES]]
//
// For each kind of map, user, style, refresh and noise PATROLS patrols of two hours (default 8),
// each heard at PHASES phases of its refresh (default 2), with 5 % of the fixes lost. Columbus
// needs the folder columbus-roads below BEATWATCH_SHARED_DIR/data and is left out without it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/accuracy/cell.h"

namespace beatwatch {
namespace {

constexpr std::array styles{patrol_style::purposeful, patrol_style::wander, patrol_style::loop};
// Far from the seeds that the rules were chosen on.
constexpr std::uint64_t first_seed = 50'001;

double mean(const std::vector<reading>& readings,
            std::array<double, method_count> reading::*figure,
            method m) {
  double sum = 0.0;
  for (const reading& r : readings) {
    sum += (r.*figure)[static_cast<std::size_t>(m)];
  }
  return sum / static_cast<double>(readings.size());
}

void print_figure(double value) { std::printf(" %.3f", value); }

struct table {
  const street_map* map;
  road_user user;
  double noise_m;
  bool correlated;
};

void print_table(const table& t, int patrols, int phases) {
  const bool car = t.user == road_user::car;
  std::printf("\n### %s, %s, %.0f m noise%s\n\n",
              t.map->name.c_str(),
              car ? "by car" : "on foot",
              t.noise_m,
              t.correlated ? "" : " (fresh at each fix)");
  std::printf(
      "| refresh s | streets, purposeful | streets, wander | streets, loop | ours less shortest "
      "path |"
      " tiles, purposeful | tiles, wander | tiles, loop |\n|---|---|---|---|---|---|---|---|\n");
  const std::vector<double> refreshes =
      car ? std::vector<double>{5, 15, 30, 60, 120, 300}
          : std::vector<double>{1, 5, 10, 30, 60, 120, 180, 300, 600};
  for (const double refresh_s : refreshes) {
    std::array<std::vector<reading>, styles.size()> by_style;
    std::vector<double> differences;
    for (std::size_t s = 0; s < styles.size(); ++s) {
      by_style[s] = read_cell(*t.map,
                              {.user = t.user,
                               .style = styles[s],
                               .refresh_s = refresh_s,
                               .noise_m = t.noise_m,
                               .correlated = t.correlated,
                               .patrols = patrols,
                               .phases = phases,
                               .seed = first_seed});
      for (const reading& r : by_style[s]) {
        differences.push_back(r.jaccard[static_cast<std::size_t>(method::matched)] -
                              r.jaccard[static_cast<std::size_t>(method::shortest_path)]);
      }
    }
    std::printf("| %.0f |", refresh_s);
    for (const auto& readings : by_style) {
      for (const method m : {method::shortest_path, method::matched, method::matched_live}) {
        print_figure(mean(readings, &reading::jaccard, m));
      }
      std::printf(" |");
    }
    const paired_difference d = bootstrap(differences, first_seed);
    std::printf(" %+.3f (%+.3f to %+.3f) |", d.mean, d.low, d.high);
    for (const auto& readings : by_style) {
      for (const method m : methods) {
        print_figure(mean(readings, &reading::wrong_share, m));
      }
      std::printf(" |");
    }
    std::printf("\n");
    std::fflush(stdout);
  }
}

void print_calibration(const street_map& map, road_user user, double noise_m, int patrols) {
  std::printf(
      "\n### Likely share of a leg in a tile, %s, %s, %.0f m noise, 30 and 60 s\n\n"
      "| estimated | legs that crossed its border | mean estimate | mean truth |"
      " all legs | mean estimate | mean truth |\n|---|---|---|---|---|---|---|\n",
      map.name.c_str(),
      user == road_user::car ? "by car" : "on foot",
      noise_m);
  calibration found;
  for (const double refresh_s : {30.0, 60.0}) {
    for (const patrol_style style : styles) {
      read_cell(map,
                {.user = user,
                 .style = style,
                 .refresh_s = refresh_s,
                 .noise_m = noise_m,
                 .patrols = patrols,
                 .seed = first_seed},
                &found);
    }
  }
  for (std::size_t i = 0; i < found.all.count.size(); ++i) {
    std::printf("| %.1f-%.1f |", static_cast<double>(i) / 10.0, static_cast<double>(i + 1) / 10.0);
    for (const calibration::tenths* t : {&found.crossed, &found.all}) {
      const auto legs = static_cast<double>(std::max<std::int64_t>(1, t->count[i]));
      std::printf(" %lld | %.3f | %.3f |",
                  static_cast<long long>(t->count[i]),
                  t->estimated[i] / legs,
                  t->true_share[i] / legs);
    }
    std::printf("\n");
  }
}

void print_visits(const street_map& map, int patrols) {
  for (const double noise_m : {5.0, 15.0}) {
    const visits_seen v = see_visits(map, noise_m, patrols, first_seed);
    std::printf("| %s | %.0f m | %lld | %lld | %.1f %% |\n",
                map.name.c_str(),
                noise_m,
                static_cast<long long>(v.stays),
                static_cast<long long>(v.seen),
                100.0 * static_cast<double>(v.seen) / static_cast<double>(v.stays));
    std::fflush(stdout);
  }
}

int run(int patrols, int phases) {
  std::vector<street_map> maps{make_grid(1), make_town(1)};
  const std::filesystem::path columbus =
      std::filesystem::path{BEATWATCH_SHARED_DIR} / "data/columbus-roads/columbus.osm.pbf";
  if (std::filesystem::exists(columbus)) {
    maps.push_back(load_map("Columbus", columbus));
  } else {
    std::fprintf(stderr, "%s is not there: Columbus is left out\n", columbus.c_str());
  }
  std::printf(
      "%d patrols of two hours for each style, %d phases each, 5 %% of fixes lost.\n"
      "Streets: Jaccard of the streets of which 20 m are covered, by shortest path, ours, ours"
      " live.\nTiles: share of the time in a wrong tile of 150 m, by ping counting, straight line,"
      " shortest path, ours, ours live.\n",
      patrols,
      phases);
  for (const street_map& map : maps) {
    for (const double noise_m : {5.0, 15.0}) {
      print_table({&map, road_user::foot, noise_m, true}, patrols, phases);
    }
  }
  print_table({&maps.front(), road_user::foot, 15.0, false}, patrols, phases);
  for (std::size_t i = 1; i < maps.size(); ++i) {
    for (const double noise_m : {5.0, 15.0}) {
      print_table({&maps[i], road_user::car, noise_m, true}, patrols, phases);
    }
  }
  print_calibration(maps[0], road_user::foot, 15.0, patrols);
  print_calibration(maps[1], road_user::car, 5.0, patrols);
  std::printf(
      "\n### Stays of 2 to 3 minutes in a tile, on foot, 30 s refresh, 5 %% lost\n\n"
      "| map | noise | stays | with a visit | share |\n|---|---|---|---|---|\n");
  for (const street_map& map : maps) {
    print_visits(map, patrols);
  }
  return 0;
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  const int patrols = argc > 1 ? std::atoi(argv[1]) : 8;
  const int phases = argc > 2 ? std::atoi(argv[2]) : 2;
  if (patrols < 1 || phases < 1) {
    std::fprintf(stderr, "usage: accuracy_bench [PATROLS [PHASES]]\n");
    return 2;
  }
  return beatwatch::run(patrols, phases);
}
