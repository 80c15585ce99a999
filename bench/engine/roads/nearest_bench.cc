// Nearest 5 of 300 units, and of 12 (a rare skill), by travel time: our search beside a textbook
// Dijkstra search with early stop (std::priority_queue over the edge-based graph, every turn an
// arc) in the same run. Units and 256 incidents lie at random places, seed 1; before anything is
// timed, both must give equal answers. Maps: the folders rutland-roads and columbus-roads below
// BEATWATCH_SHARED_DIR/data; without them there is nothing to measure.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <limits>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "bench/engine/roads/textbook_search.h"
#include "engine/deployment/nearest_unit.h"
#include "engine/roads/snap.h"
#include "engine/roads/travel_time.h"

namespace beatwatch {
namespace {

constexpr std::uint32_t wanted = 5;
constexpr std::size_t incident_count = 256;
constexpr std::int64_t limit_ms = std::chrono::milliseconds{travel_time_max}.count();

struct scenario {
  std::shared_ptr<const road_graph> roads;
  std::vector<road_place> incidents;
  std::vector<road_place> units;
};

std::shared_ptr<const road_graph> load(const std::filesystem::path& map) {
  osm_import_options options;
  options.file = map;
  const osm_import import = import_osm(options, [](std::string_view, double) {});
  auto bytes = std::make_shared<const std::vector<std::byte>>(build_roads(import.draft));
  return std::make_shared<const road_graph>(*road_graph::view(bytes, *bytes));
}

// On roads open to cars; drawn by hand from the generator, whose sequence the standard fixes.
road_place random_place(const road_graph& roads, std::mt19937& random) {
  for (;;) {
    const road_edge_id edge{static_cast<std::uint32_t>(random() % roads.edges().size())};
    if (roads.edge(edge).has(road_edge::car)) {
      return {edge, static_cast<std::uint32_t>(random() % (roads.edge(edge).length_mm + 1ULL))};
    }
  }
}

scenario make_scenario(std::shared_ptr<const road_graph> roads, std::size_t units) {
  scenario s{std::move(roads), {}, {}};
  std::mt19937 random{1};  // NOLINT(cert-msc51-cpp): the same numbers each time
  for (std::size_t i = 0; i < units; ++i) {
    s.units.push_back(random_place(*s.roads, random));
  }
  for (std::size_t i = 0; i < incident_count; ++i) {
    s.incidents.push_back(random_place(*s.roads, random));
  }
  return s;
}

void require_equal_answers(const scenario& s, const std::string& name) {
  travel_search ours;
  textbook_search theirs{*s.roads};
  for (const road_place incident : s.incidents) {
    const auto a =
        ours.nearest(*s.roads, travel_profile::ordinary, incident, s.units, wanted, limit_ms);
    const auto b = theirs.nearest(incident, s.units, wanted);
    const bool equal = std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const travel_found& x, const travel_found& y) {
          return x.source == y.source && x.time_ms == y.time_ms && x.distance_mm == y.distance_mm;
        });
    if (!equal) {
      static_cast<void>(std::fprintf(stderr, "%s: the answers differ\n", name.c_str()));
      std::exit(1);
    }
  }
}

void measure_ours(benchmark::State& state, const scenario& s) {
  travel_search search;
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(search.nearest(*s.roads,
                                            travel_profile::ordinary,
                                            s.incidents[next++ % incident_count],
                                            s.units,
                                            wanted,
                                            limit_ms));
  }
  state.SetItemsProcessed(state.iterations());
}

void measure_textbook(benchmark::State& state, const scenario& s) {
  textbook_search search{*s.roads};
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(search.nearest(s.incidents[next++ % incident_count], s.units, wanted));
  }
  state.SetItemsProcessed(state.iterations());
}

void measure_snap(benchmark::State& state, const scenario& s) {
  std::size_t next = 0;
  for (auto _ : state) {
    plane_point at = s.roads->point_at(s.incidents[next++ % incident_count]);
    at.x_mm += 10'000;
    benchmark::DoNotOptimize(snap(*s.roads, at, off_road_mm_max, road_user::car));
  }
  state.SetItemsProcessed(state.iterations());
}

void add_map(const std::string& name) {
  const std::filesystem::path map = std::filesystem::path{BEATWATCH_SHARED_DIR} / "data" /
                                    (name + "-roads") / (name + ".osm.pbf");
  if (!std::filesystem::exists(map)) {
    static_cast<void>(std::fprintf(stderr, "%s is not there\n", map.c_str()));
    return;
  }
  const auto roads = load(map);
  for (const std::size_t units : {300U, 12U}) {
    const scenario s = make_scenario(roads, units);
    const std::string title = name + "/5_of_" + std::to_string(units);
    require_equal_answers(s, title);
    benchmark::RegisterBenchmark(("textbook/" + title).c_str(), measure_textbook, s);
    benchmark::RegisterBenchmark(("ours/" + title).c_str(), measure_ours, s);
  }
  benchmark::RegisterBenchmark(("snap/" + name).c_str(), measure_snap, make_scenario(roads, 1));
}

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  beatwatch::add_map("rutland");
  beatwatch::add_map("columbus");
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
