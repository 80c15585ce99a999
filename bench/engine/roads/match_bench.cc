// Matched pings per second on one core: fixes of 16 simulated patrols of two hours (styles in turn,
// seed 1) on Rutland and Columbus, 5 s and 30 s refresh, 10 m noise, 5 % lost, matched with full
// look-back and made into timed parts; and the same decided three fixes later at most, as live.
// Maps: the folders rutland-roads and columbus-roads below BEATWATCH_SHARED_DIR/data; without them
// there is nothing to measure.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/accuracy/methods.h"
#include "bench/accuracy/patrol_truth.h"
#include "bench/accuracy/receiver.h"
#include "bench/accuracy/street_map.h"

namespace beatwatch {
namespace {

constexpr std::uint64_t patrols = 16;

std::vector<std::vector<match_fix>> hear(const street_map& map, road_user user, double refresh_s) {
  constexpr std::array styles{patrol_style::purposeful, patrol_style::wander, patrol_style::loop};
  std::vector<std::vector<match_fix>> heard;
  for (std::uint64_t i = 0; i < patrols; ++i) {
    heard.push_back(listen(patrol(map, user, styles.at(i % styles.size()), random_stream{1, i}),
                           {.refresh_s = refresh_s,
                            .noise_m = 10.0,
                            .loss = 0.05,
                            .tells_motion = user == road_user::car},
                           random_stream{2, i}));
  }
  return heard;
}

void match_patrols(benchmark::State& state,
                   const street_map& map,
                   road_user user,
                   method how,
                   const std::vector<std::vector<match_fix>>& heard) {
  std::int64_t fixes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (const auto& f : heard) {
      benchmark::DoNotOptimize(way_by(how, map, user, f));
      fixes += static_cast<std::int64_t>(f.size());
    }
  }
  state.SetItemsProcessed(fixes);
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  for (const auto& [name, file] : {std::pair{"Rutland", "rutland-roads/rutland.osm.pbf"},
                                   std::pair{"Columbus", "columbus-roads/columbus.osm.pbf"}}) {
    const std::filesystem::path path = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data" / file;
    if (!std::filesystem::exists(path)) {
      std::fprintf(stderr, "%s is not there\n", path.c_str());
      continue;
    }
    const street_map map = load_map(name, path);
    for (const road_user user : {road_user::car, road_user::foot}) {
      for (const double refresh_s : {5.0, 30.0}) {
        const auto heard = hear(map, user, refresh_s);
        for (const method how : {method::matched, method::matched_live}) {
          benchmark::RegisterBenchmark(
              (std::string{name} + (user == road_user::car ? "/car/" : "/foot/") +
               std::to_string(static_cast<int>(refresh_s)) + "s/" + std::string{to_string(how)})
                  .c_str(),
              [map, user, how, heard](benchmark::State& state) {
                match_patrols(state, map, user, how, heard);
              })
              ->Unit(benchmark::kMillisecond);
        }
      }
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) { return beatwatch::run(argc, argv); }
