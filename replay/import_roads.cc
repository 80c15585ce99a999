#include "replay/import_roads.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "adapters/maps/road_file.h"
#include "adapters/maps/road_tiles.h"
#include "engine/roads/road_graph.h"

namespace beatwatch {
namespace {

struct network_size {
  double road_km = 0.0;
  double drive_km = 0.0;  ///< both directions of a two-way road
  double largest_component_share = 0.0;
};

network_size measure(const road_graph& roads) {
  std::vector<std::uint64_t> component_mm(roads.header().components);
  std::uint64_t road_mm = 0;
  std::uint64_t drive_mm = 0;
  for (const road_edge& edge : roads.edges()) {
    drive_mm += edge.has(road_edge::car) ? edge.length_mm : 0;
    if (!edge.has(road_edge::reversed)) {
      road_mm += edge.length_mm;
      component_mm[roads.node(edge.tail).component] += edge.length_mm;
    }
  }
  const std::uint64_t largest = *std::max_element(component_mm.begin(), component_mm.end());
  constexpr double mm_per_km = 1e6;
  return {static_cast<double>(road_mm) / mm_per_km,
          static_cast<double>(drive_mm) / mm_per_km,
          static_cast<double>(largest) / static_cast<double>(std::max<std::uint64_t>(road_mm, 1))};
}

template <std::size_t N, typename Reason>
nlohmann::ordered_json by_reason(const std::array<std::uint64_t, N>& counts, Reason first) {
  nlohmann::ordered_json object;
  for (auto i = static_cast<std::size_t>(first); i < N; ++i) {
    object[std::string{to_string(static_cast<Reason>(i))}] = counts.at(i);
  }
  return object;
}

double rounded(double value) { return static_cast<double>(static_cast<long>(value * 1e3)) / 1e3; }

nlohmann::ordered_json describe(const osm_import_report& report, const road_graph& roads) {
  const network_size size = measure(roads);
  const plane_origin origin = roads.origin();
  nlohmann::ordered_json out;
  out["ways in the map"] = report.ways;
  out["ways taken"] = report.ways_taken;
  out["ways left out"] = by_reason(report.ways_left_out, way_left_out::not_a_road);
  out["nodes"] = roads.nodes().size();
  out["directed edges"] = roads.edges().size();
  out["road km"] = rounded(size.road_km);
  out["driving direction km"] = rounded(size.drive_km);
  out["parts"] = roads.header().components;
  out["largest part, share of km"] = rounded(size.largest_component_share);
  out["speed limits stated"] = report.limits_stated;
  out["speed limits not understood"] = report.limits_not_understood;
  out["turn restrictions used"] = report.restrictions_used;
  out["turn restrictions skipped"] =
      by_reason(report.restrictions_skipped, restriction_skipped::not_understood);
  out["barriers"] = report.barriers;
  out["nodes missing"] = report.nodes_missing;
  out["nodes outside the plane"] = report.nodes_outside_plane;
  out["plane origin"] = {
      {"lat_e7", origin.at.lat_e7}, {"lon_e7", origin.at.lon_e7}, {"scale", origin.scale}};
  out["speeds"] = "uncalibrated";
  out["attribution"] = roads.attribution();
  out["bytes"] = roads.header().file_bytes;
  out["hash"] = roads.hash();
  return out;
}

void print_lines(const nlohmann::ordered_json& object, const std::string& indent) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_object()) {
      std::cout << indent << key << ":\n";
      print_lines(value, indent + "  ");
    } else {
      std::cout << indent << key << ": "
                << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
    }
  }
}

// One line that is written over, and only where somebody may be looking.
void show_progress(std::string_view stage, double done) {
  static_cast<void>(std::fprintf(stderr,
                                 "\r%-20.*s %3d %%%s",
                                 static_cast<int>(stage.size()),
                                 stage.data(),
                                 static_cast<int>(done * 100.0),
                                 done >= 1.0 ? "\n" : ""));
}

}  // namespace

int import_roads(const import_roads_options& options) {
  const import_progress progress = ::isatty(STDERR_FILENO) != 0 ? import_progress{show_progress}
                                                                : [](std::string_view, double) {};
  const osm_import import =
      import_osm({options.map, options.origin, options.attribution}, progress);
  progress("building", 0.0);
  write_road_file(options.roads, build_roads(import.draft));
  progress("building", 1.0);
  const auto roads = map_roads(options.roads);
  if (!options.tiles.empty()) {
    write_road_tiles(options.tiles, *roads);
  }
  const nlohmann::ordered_json report = describe(import.report, *roads);
  if (options.json) {
    std::cout << report.dump() << '\n';
  } else {
    print_lines(report, "");
  }
  return 0;
}

}  // namespace beatwatch
