#include "bench/accuracy/street_map.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "engine/base/check.h"
#include "replay/drawn_map.h"
#include "replay/random.h"
#include "replay/town.h"

namespace beatwatch {
namespace {

constexpr double corner_mm = 93'300.0;
constexpr double jitter = 0.22;
constexpr double missing = 0.18;
constexpr int corners = 26;

std::vector<bool> reached(const road_graph& roads, bool car, road_edge_id start, bool backward) {
  std::vector<bool> seen(roads.edges().size(), false);
  std::vector<road_edge_id> open{start};
  seen[start.value] = true;
  const auto usable = [&](road_edge_id from, road_edge_id to) {
    return car ? roads.edge(from).has(road_edge::car) && roads.car_may_turn(from, to)
               : roads.edge(from).has(road_edge::foot) && roads.edge(to).has(road_edge::foot);
  };
  const auto take = [&](road_edge_id next) {
    if (!seen[next.value]) {
      seen[next.value] = true;
      open.push_back(next);
    }
  };
  while (!open.empty()) {
    const road_edge_id at = open.back();
    open.pop_back();
    if (backward) {
      for (const road_edge_id before : roads.in_edges(roads.edge(at).tail)) {
        if (usable(before, at)) {
          take(before);
        }
      }
    } else {
      for (const road_edge_id next : roads.out_edges(roads.edge(at).head)) {
        if (usable(at, next)) {
          take(next);
        }
      }
    }
  }
  return seen;
}

// Of a few starts, the part that holds the most edges.
std::vector<bool> main_part(const road_graph& roads, bool car) {
  std::vector<bool> best;
  std::ptrdiff_t most = 0;
  const auto edges = static_cast<std::uint32_t>(roads.edges().size());
  for (std::uint32_t i = 0; i < 16; ++i) {
    const road_edge_id start{edges / 16 * i};
    if (!roads.edge(start).has(car ? road_edge::car : road_edge::foot)) {
      continue;
    }
    std::vector<bool> both = reached(roads, car, start, false);
    const std::vector<bool> back = reached(roads, car, start, true);
    std::transform(both.begin(), both.end(), back.begin(), both.begin(), std::logical_and<>{});
    const auto count = std::count(both.begin(), both.end(), true);
    if (count > most) {
      most = count;
      best = std::move(both);
    }
  }
  check(most > 100, "a map to measure on is connected");
  return best;
}

street_map map_of(std::string name, const road_draft& draft) {
  const auto bytes = std::make_shared<const std::vector<std::byte>>(build_roads(draft));
  auto graph = road_graph::view(bytes, *bytes);
  check(graph.has_value(), "what is built can be read");
  street_map map{std::move(name), std::make_shared<const road_graph>(*graph), {}, {}};
  map.usable_on_foot = main_part(*map.roads, false);
  map.usable_by_car = main_part(*map.roads, true);
  return map;
}

}  // namespace

street_map make_grid(std::uint64_t seed) {
  random_stream random{seed, 1};
  std::vector<plane_point> at;
  for (int row = 0; row < corners; ++row) {
    for (int column = 0; column < corners; ++column) {
      const auto place = [&](int line) {
        return static_cast<std::int32_t>((line + random.between(-jitter, jitter)) * corner_mm);
      };
      at.push_back({.x_mm = place(column), .y_mm = place(row)});
    }
  }
  road_draft draft;
  draft.origin = town_origin;
  draft.attribution = "drawn";
  const auto join = [&](int a, int b) {
    if (random.chance(missing)) {
      return;
    }
    draft_road road;
    road.way = static_cast<std::int64_t>(draft.roads.size()) + 1;
    road.from = a + 1;
    road.to = b + 1;
    road.shape = {at[static_cast<std::size_t>(a)], at[static_cast<std::size_t>(b)]};
    road.kind = road_class::residential;
    road.foot = true;
    road.forward = {.car = true, .ordinary_mmps = 10'000, .response_mmps = 15'000};
    road.backward = road.forward;
    draft.roads.push_back(std::move(road));
  };
  for (int row = 0; row < corners; ++row) {
    for (int column = 0; column < corners; ++column) {
      const int here = row * corners + column;
      if (column + 1 < corners) {
        join(here, here + 1);
      }
      if (row + 1 < corners) {
        join(here, here + corners);
      }
    }
  }
  return map_of("grid", draft);
}

street_map make_town(std::uint64_t seed) {
  const std::filesystem::path file = std::filesystem::temp_directory_path() /
                                     ("beatwatch_accuracy_" + std::to_string(::getpid()) + ".osm");
  const drawn_map drawn = draw_town(seed);
  {
    std::ofstream out{file};
    write_osm(out, drawn);
  }
  const osm_import imported =
      import_osm({.file = file, .origin = drawn.origin}, [](std::string_view, double) {});
  std::filesystem::remove(file);
  return map_of("town", imported.draft);
}

street_map load_map(const std::string& name, const std::filesystem::path& file) {
  return map_of(name,
                import_osm({.file = file, .origin = {}}, [](std::string_view, double) {}).draft);
}

}  // namespace beatwatch
