// The zone join beside its peer, GEOS STRtree with prepared geometries through the C API, on the
// same points and with equal answers; and areas near a point. 1,000, 10,000 and 100,000 zones of
// one county, fixes of 3,000 units every 5 s in the order of arrival. Thread CPU time.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bench/support/load.h"
#include "engine/geo/area.h"
#include "engine/geo/area_index.h"
#include "engine/geo/geos.h"
#include "engine/geo/polygon.h"

namespace beatwatch {
namespace {

constexpr std::size_t points_joined = 1'000'000;
constexpr std::size_t points_of_peer = 50'000;

const std::vector<plane_point>& points() {
  static const std::vector<plane_point> all = load_points(points_joined);
  return all;
}

const std::vector<area>& areas(std::int64_t count) {
  static std::map<std::int64_t, std::vector<area>> loaded;
  const auto found = loaded.find(count);
  return found != loaded.end()
             ? found->second
             : loaded.emplace(count, load_areas(static_cast<std::size_t>(count))).first->second;
}

constexpr metres usual_reach{175.0};  // half of what 50 m/s reach in 5 s a quarter late, and errors

const area_index& index_of(std::int64_t count, metres reach = usual_reach) {
  static std::map<std::pair<std::int64_t, metres>, std::unique_ptr<area_index>> built;
  auto& index = built[{count, reach}];
  if (index == nullptr) {
    index = std::make_unique<area_index>(areas(count), reach);
  }
  return *index;
}

/// How many pairs, and the sum of their areas' numbers.
struct answer {
  std::uint64_t hits = 0;
  std::uint64_t sum = 0;
  friend bool operator==(const answer&, const answer&) = default;
};

/// GEOS as its users join points: a tree of envelopes, prepared geometries behind it.
class geos_join {
 public:
  explicit geos_join(const std::vector<area>& shapes)
      : tree_(GEOSSTRtree_create_r(library_.context(), 10)) {
    prepared_.reserve(shapes.size());
    for (const area& each : shapes) {
      const auto ring = each.ring(0);
      shapes_.push_back(library_.multipolygon(
          std::vector<polygon>{{.outer = {ring.begin(), ring.end()}, .holes = {}}}));
      prepared_.push_back(GEOSPrepare_r(library_.context(), shapes_.back().get()));
      GEOSSTRtree_insert_r(library_.context(), tree_, shapes_.back().get(), &prepared_.back());
    }
  }
  ~geos_join() {
    GEOSSTRtree_destroy_r(library_.context(), tree_);
    for (const GEOSPreparedGeometry* each : prepared_) {
      GEOSPreparedGeom_destroy_r(library_.context(), each);
    }
  }
  geos_join(const geos_join&) = delete;
  geos_join& operator=(const geos_join&) = delete;

  void find(plane_point at, answer& found) {
    GEOSGeometry* const point = GEOSGeom_createPointFromXY_r(library_.context(), at.x_mm, at.y_mm);
    query asked{this, point, &found};
    GEOSSTRtree_query_r(library_.context(), tree_, point, &geos_join::visit, &asked);
    GEOSGeom_destroy_r(library_.context(), point);
  }

 private:
  struct query {
    geos_join* join;
    GEOSGeometry* point;
    answer* found;
  };
  static void visit(void* item, void* asked) {
    const auto& [join, point, found] = *static_cast<query*>(asked);
    const auto* const prepared = static_cast<const GEOSPreparedGeometry* const*>(item);
    if (GEOSPreparedContains_r(join->library_.context(), *prepared, point) == 1) {
      ++found->hits;
      found->sum += static_cast<std::uint64_t>(prepared - join->prepared_.data());
    }
  }

  geos library_;
  GEOSSTRtree* tree_;
  std::vector<geos::geometry> shapes_;
  std::vector<const GEOSPreparedGeometry*> prepared_;
};

geos_join& peer_of(std::int64_t count) {
  static std::map<std::int64_t, std::unique_ptr<geos_join>> built;
  auto& join = built[count];
  if (join == nullptr) {
    join = std::make_unique<geos_join>(areas(count));
  }
  return *join;
}

/// GEOS does not count a point on the border as contained; we do.
void check_equal_answers(std::int64_t count) {
  answer ours;
  std::vector<containment> pairs;
  index_of(count).containing(std::span{points()}.first(points_of_peer), pairs);
  for (const containment& pair : pairs) {
    if (areas(count)[pair.area].distance(points()[pair.point]).signed_m > 0.0) {
      ++ours.hits;
      ours.sum += pair.area;
    }
  }
  answer theirs;
  for (std::size_t i = 0; i < points_of_peer; ++i) {
    peer_of(count).find(points()[i], theirs);
  }
  if (ours != theirs) {
    std::cerr << "at " << count << " zones: " << ours.hits << " hits, GEOS " << theirs.hits << "\n";
    std::exit(1);
  }
}

void build(benchmark::State& state) {
  const auto& shapes = areas(state.range(0));
  for (auto _ : state) {
    const area_index index{shapes, metres{static_cast<double>(state.range(1))}};
    benchmark::DoNotOptimize(index.size());
  }
}

void join_in_batches(benchmark::State& state) {
  const area_index& index = index_of(state.range(0));
  constexpr std::size_t batch = 10'000;
  std::vector<containment> pairs;
  answer found;
  for (auto _ : state) {
    found = {};
    for (std::size_t first = 0; first < points_joined; first += batch) {
      pairs.clear();
      index.containing(std::span{points()}.subspan(first, batch), pairs);
      found.hits += pairs.size();
    }
  }
  state.counters["hits_per_point"] =
      static_cast<double>(found.hits) / static_cast<double>(points_joined);
  state.SetItemsProcessed(static_cast<std::int64_t>(points_joined) * state.iterations());
}

void join_one_by_one(benchmark::State& state) {
  const area_index& index = index_of(state.range(0));
  std::vector<std::uint32_t> hits;
  for (auto _ : state) {
    for (const plane_point at : points()) {
      index.containing(at, hits);
      benchmark::DoNotOptimize(hits.data());
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(points_joined) * state.iterations());
}

void join_by_geos(benchmark::State& state) {
  check_equal_answers(state.range(0));
  geos_join& join = peer_of(state.range(0));
  for (auto _ : state) {
    answer found;
    for (std::size_t i = 0; i < points_of_peer; ++i) {
      join.find(points()[i], found);
    }
    benchmark::DoNotOptimize(found.hits);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(points_of_peer) * state.iterations());
}

/// `prefetched`: as an engine does that has the next points at hand.
void near(benchmark::State& state) {
  const metres reach{static_cast<double>(state.range(1))};
  const metres within{static_cast<double>(state.range(2))};
  const bool prefetched = state.range(3) != 0;
  const area_index& index = index_of(state.range(0), reach);
  const std::size_t asked = within > reach ? 20'000 : 200'000;
  constexpr std::size_t batch = 32;
  std::vector<near_area> hits;
  std::uint64_t found = 0;
  for (auto _ : state) {
    found = 0;
    for (std::size_t first = 0; first < asked; first += batch) {
      const auto next = std::span{points()}.subspan(first, batch);
      if (prefetched) {
        index.prefetch(next, within);
      }
      for (const plane_point at : next) {
        index.near(at, within, hits);
        found += hits.size();
      }
    }
  }
  state.counters["near_per_point"] = static_cast<double>(found) / static_cast<double>(asked);
  state.SetItemsProcessed(static_cast<std::int64_t>(asked) * state.iterations());
}

/// Prints what it is told, then how the ways to join compare.
class ratio_reporter : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const auto items = run.counters.find("items_per_second");
      if (run.run_type == Run::RT_Iteration && items != run.counters.end()) {
        per_second_[{run.run_name.function_name, run.run_name.args}].push_back(items->second.value);
      }
    }
  }
  void Finalize() override {
    for (const std::string zones : {"1000", "10000", "100000"}) {
      const double peer = median("join_by_geos", zones);
      if (peer > 0.0) {
        std::cout << "join at " << zones << " zones: " << median("join_in_batches", zones) / peer
                  << " times GEOS prepared in batches, " << median("join_one_by_one", zones) / peer
                  << " one by one\n";
      }
    }
  }

 private:
  double median(const std::string& name, const std::string& zones) {
    auto& values = per_second_[{name, zones}];
    if (values.empty()) {
      return 0.0;
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }
  std::map<std::pair<std::string, std::string>, std::vector<double>> per_second_;
};

BENCHMARK(build)
    ->ArgNames({"zones", "reach_m"})
    ->ArgsProduct({{1'000, 10'000, 100'000}, {175, 300}})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);
BENCHMARK(join_in_batches)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(join_one_by_one)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(join_by_geos)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(near)
    ->ArgNames({"zones", "reach_m", "within_m", "prefetched"})
    ->ArgsProduct({{10'000, 100'000}, {175}, {140}, {1, 0}})
    ->ArgsProduct({{10'000, 100'000}, {300}, {280}, {1, 0}})
    ->ArgsProduct({{10'000}, {300}, {1'600}, {0}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace beatwatch

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  beatwatch::ratio_reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
}
