#include "tests/support/simulated_town.h"

#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "adapters/maps/map_store.h"
#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "adapters/maps/road_file.h"
#include "engine/base/check.h"
#include "replay/drawn_map.h"
#include "replay/town.h"
#include "tests/support/temporary_folder.h"

namespace beatwatch {
namespace {

std::shared_ptr<const std::vector<std::byte>> road_file_of(const drawn_map& map,
                                                           std::uint64_t seed) {
  const std::filesystem::path file =
      folder_of_this_run() /
      ("beatwatch_town_" + std::to_string(seed) + "_" + std::to_string(::getpid()) + ".osm");
  {
    std::ofstream out{file};
    write_osm(out, map);
  }
  const osm_import imported =
      import_osm({.file = file, .origin = map.origin}, [](std::string_view, double) {});
  std::filesystem::remove(file);
  return std::make_shared<const std::vector<std::byte>>(build_roads(imported.draft));
}

std::shared_ptr<const road_graph> roads_of(
    const std::shared_ptr<const std::vector<std::byte>>& bytes) {
  auto graph = road_graph::view(bytes, *bytes);
  check(graph.has_value(), "the drawn town makes a road file");
  return std::make_shared<const road_graph>(*graph);
}

}  // namespace

simulated_town make_simulated_town(std::uint64_t seed) {
  auto road_file = road_file_of(draw_town(seed), seed);
  auto roads = roads_of(road_file);
  const local_plane plane{roads->origin()};
  patrol_area area = make_patrol_area(*roads);
  std::vector<drawn_zone> zones = draw_zones(area, seed);
  std::vector<zone_point> points;
  for (const drawn_zone& zone : zones) {
    if (zone.kind != "neighbourhood") {
      points.push_back({zone.name, zone.inside});
    }
  }
  add_places(points, area);
  return {std::move(road_file), std::move(roads), plane, std::move(area), std::move(zones)};
}

void keep_town_roads(const std::filesystem::path& journal_folder, const simulated_town& town) {
  std::filesystem::create_directories(journal_folder);
  const std::filesystem::path file = journal_folder / "town.roads";
  write_road_file(file, *town.road_file);
  keep_roads(journal_folder, file, town.roads->hash());
}

std::shared_ptr<const zone_set> zone_set_of(const std::vector<drawn_zone>& zones) {
  std::vector<zone> made;
  for (const drawn_zone& drawn : zones) {
    std::vector<plane_ring> rings;
    for (const auto& polygon : drawn.polygons) {
      rings.insert(rings.end(), polygon.begin(), polygon.end());
    }
    made.push_back({.name = drawn.name,
                    .kind = drawn.kind,
                    .valid_from = {},
                    .levels = {{drawn.command, drawn.neighbourhood}, {drawn.ward}},
                    .red_windows = {},
                    .shape = area{rings}});
  }
  return std::make_shared<const zone_set>(std::move(made), std::string(64, '0'));
}

simulated_shift make_town_shift(const simulated_town& town,
                                std::uint64_t seed,
                                int hours,
                                bool dirty) {
  shift_options options;
  options.seed = seed;
  options.from = ms_to_instant(1'780'668'000'000);  // 2026-06-05T14:00:00Z
  options.hours = hours;
  options.dirty = dirty;
  options.calls = {.per_hour = 12.0, .local_second_at_start = 15 * 3'600};
  return make_shift(options, town.area, town.plane);
}

}  // namespace beatwatch
