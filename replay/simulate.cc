#include "replay/simulate.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "adapters/maps/osm_import.h"
#include "adapters/maps/road_build.h"
#include "adapters/maps/road_file.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/zone_clock_load.h"
#include "replay/draw_zones.h"
#include "replay/drawn_map.h"
#include "replay/given_zones.h"
#include "replay/patrol_area.h"
#include "replay/shift_config.h"
#include "replay/shift_csv.h"
#include "replay/town.h"

namespace beatwatch {
namespace {

namespace fs = std::filesystem;

constexpr const char* road_file = "roads.bwroads";

void write_file(const fs::path& file, std::string_view text) {
  std::ofstream out{file, std::ios::binary};
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    throw std::runtime_error{file.string() + ": cannot be written"};
  }
}

// A given road file stays where it is; a map, given or drawn, becomes one in the folder.
fs::path roads_for(const simulate_options& options) {
  fs::path map = options.roads;
  if (map.empty()) {
    map = options.folder / "roads.osm";
    std::ostringstream osm;
    write_osm(osm, draw_town(options.shift.seed));
    write_file(map, osm.str());
  }
  const std::string name = map.filename().string();
  const bool is_map = name.find(".osm") != std::string::npos || name.ends_with(".pbf");
  if (!is_map) {
    return fs::absolute(map);
  }
  osm_import_options import{.file = map, .origin = std::nullopt};
  if (options.roads.empty()) {
    import.origin = town_origin;
    import.attribution = "drawn by beatwatch simulate; no real place";
  }
  write_road_file(options.folder / road_file,
                  build_roads(import_osm(import, [](std::string_view, double) {}).draft));
  return options.folder / road_file;
}

struct zone_work {
  std::vector<zone_point> points;
  std::string geojson;
  std::vector<plan_changed> plan;
  std::size_t left_aside = 0;
  std::vector<zone_finding> findings;
  std::string name_property = "name";
};

// Two visits of ten minutes to each red zone in a shift, one to everything else.
plan_changed task_for(const std::string& zone, bool red, interval shift) {
  plan_changed task;
  task.zone = zone;
  task.rule = red ? "red_zone" : "micro_beat";
  task.visits = red ? 2 : 1;
  if (red) {
    task.dose_min = 10;
    task.max_gap_min = 240;
  }
  task.owner = "neighbourhood";
  task.valid = shift;
  return task;
}

zone_work zones_for(const simulate_options& options,
                    const patrol_area& area,
                    const local_plane& plane,
                    interval shift) {
  zone_work work;
  if (options.zones.empty()) {
    const std::vector<drawn_zone> drawn = draw_zones(area, options.shift.seed);
    std::ostringstream text;
    write_zones(text, drawn, plane);
    work.geojson = text.str();
    for (const drawn_zone& zone : drawn) {
      if (zone.kind != "neighbourhood") {
        work.points.push_back({zone.name, zone.inside});
        work.plan.push_back(task_for(zone.name, zone.kind == "red_zone", shift));
      }
    }
    return work;
  }
  work.name_property =
      options.zone_name.empty() ? find_name_property(options.zones) : options.zone_name;
  zone_properties properties{.name = work.name_property};
  if (!options.zone_levels.empty()) {
    properties.levels = {options.zone_levels};
  }
  given_zones given = take_zones(options.zones, properties, plane, area);
  for (const zone_point& zone : given.points) {
    work.plan.push_back(task_for(zone.zone, false, shift));
  }
  work.points = std::move(given.points);
  work.geojson = std::move(given.geojson);
  work.left_aside = given.left_aside;
  work.findings = std::move(given.findings);
  return work;
}

shift_config config_for(const simulate_options& options,
                        const fs::path& roads,
                        const local_plane& plane,
                        instant start,
                        const std::string& zone_name) {
  shift_config config{
      .plane = plane.origin(),
      .start = start,
      .time_zone = options.time_zone,
      .trackers = options.trackers,
      .radios = options.radios,
      .free_ports = options.free_ports,
      .roads = roads.parent_path() == options.folder ? roads.filename().string() : roads.string(),
      .zones = "zones.geojson",
      .zone_name = zone_name,
      .zone_kind = "",
      .zone_red_windows = "",
      .zone_levels = {}};
  if (options.zones.empty()) {
    config.zone_kind = "kind";
    config.zone_red_windows = "red_windows";
    config.zone_levels = {{"command", "neighbourhood"}, {"ward"}};
  } else if (!options.zone_levels.empty()) {
    config.zone_levels = {options.zone_levels};
  }
  return config;
}

shift_options shift_of(const simulate_options& options) {
  shift_options shift = options.shift;
  const auto from = parse_rfc3339(options.from);
  if (!from || instant_to_ms(*from) % 1'000 != 0) {
    throw std::runtime_error{
        "--from: expected a whole second such as 2026-06-05T14:00:00Z, not \"" + options.from +
        '"'};
  }
  shift.from = *from;
  shift.dirty = options.profile == "dirty";
  shift.trackers_have_imei = options.trackers.starts_with("teltonika");
  shift.radios_have_ssi = options.radios.starts_with("lip") || options.radios.starts_with("pei");
  const auto year = static_cast<int>(
      std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(*from)}.year());
  const zone_clock clock = load_zone_clock(options.time_zone, year - 1, year + 1);
  const instant local = clock.to_local(*from);
  shift.calls.local_second_at_start = static_cast<std::int32_t>(
      (local - std::chrono::floor<std::chrono::days>(local)).count() / 1'000);
  return shift;
}

nlohmann::ordered_json report_of(const simulated_shift& shift,
                                 const patrol_area& area,
                                 const zone_work& zones) {
  std::set<std::string> units;
  for (const carrier_track& carrier : shift.carriers) {
    units.insert(carrier.unit);
  }
  std::set<std::string> incidents;
  for (const incident_version& version : shift.incidents) {
    incidents.insert(version.row.name);
  }
  nlohmann::ordered_json out;
  out["simulated"] = true;
  out["from"] = format_rfc3339(shift.span.from);
  out["to"] = format_rfc3339(shift.span.to);
  out["units"] = units.size();
  out["devices"] = shift.devices.size();
  out["zones"] = zones.points.size();
  out["zones named by"] = zones.name_property;
  out["zones patrolled"] = area.places.size();
  out["zones without a street, left out"] = zones.left_aside;
  out["incidents"] = incidents.size();
  out["incident versions"] = shift.incidents.size();
  out["statuses"] = shift.statuses.size();
  out["pings"] = shift.pings.size();
  out["fixes made"] = shift.channels.observed;
  out["fixes lost"] = shift.channels.lost;
  out["pings duplicated"] = shift.channels.duplicated;
  out["pings stored and sent late"] = shift.channels.stored;
  std::map<std::string, std::size_t> faults;
  for (const simulated_fault& fault : shift.faults) {
    ++faults["faults: " + std::string{to_string(fault.kind)}];
  }
  for (const auto& [kind, count] : faults) {
    out[kind] = count;
  }
  return out;
}

void print_findings(const fs::path& file, const std::vector<zone_finding>& findings) {
  constexpr std::size_t shown_max = 20;
  for (std::size_t i = 0; i < std::min(findings.size(), shown_max); ++i) {
    const zone_finding& finding = findings[i];
    std::cerr << file.string() << ": " << finding.feature << ": " << finding.pointer << ": "
              << finding.reason << (finding.left_out ? " (left out)" : "") << '\n';
  }
  if (findings.size() > shown_max) {
    std::cerr << file.string() << ": and " << findings.size() - shown_max << " more findings\n";
  }
}

void show_progress(int done, int whole) {
  static_cast<void>(
      std::fprintf(stderr, "\rsimulating %3d %%%s", 100 * done / whole, done == whole ? "\n" : ""));
}

}  // namespace

int simulate(const simulate_options& options) {
  const shift_options shift_wanted = shift_of(options);
  const interval span{shift_wanted.from,
                      shift_wanted.from + std::chrono::hours{shift_wanted.hours}};
  std::error_code failure;
  fs::create_directories(options.folder, failure);
  if (failure) {
    throw std::runtime_error{options.folder.string() + ": " + failure.message()};
  }
  const fs::path roads_file = roads_for(options);
  const std::shared_ptr<const road_graph> roads = map_roads(roads_file);
  const local_plane plane{roads->origin()};
  patrol_area area = make_patrol_area(*roads);
  const zone_work zones = zones_for(options, area, plane, span);
  add_places(zones.points, area);

  const bool watched = ::isatty(STDERR_FILENO) != 0;
  const int seconds = shift_wanted.hours * 3'600;
  const simulated_shift shift = make_shift(shift_wanted, area, plane, [&](int second) {
    if (watched && (second + 1) % 600 == 0) {
      show_progress(second + 1, seconds);
    }
  });

  write_file(options.folder / "truth.csv", truth_csv(shift, plane));
  write_file(options.folder / "pings.csv", pings_csv(shift));
  write_file(options.folder / "roster.csv", roster_csv(shift));
  write_file(options.folder / "book_ons.csv", book_ons_csv(shift));
  write_file(options.folder / "status.csv", status_csv(shift.statuses));
  write_file(options.folder / "true_status.csv", status_csv(shift.true_statuses));
  write_file(options.folder / "faults.csv", faults_csv(shift));
  write_file(options.folder / "incidents.csv", incidents_csv(shift));
  write_file(options.folder / "plan.csv", plan_csv(zones.plan));
  write_file(options.folder / "zones.geojson", zones.geojson);
  write_file(
      options.folder / "beatwatch.toml",
      shift_config_toml(config_for(options, roads_file, plane, span.from, zones.name_property)));

  print_findings(options.zones, zones.findings);
  const nlohmann::ordered_json report = report_of(shift, area, zones);
  if (options.json) {
    std::cout << report.dump() << '\n';
  } else {
    std::cout << "a simulated shift: nobody moved like this\n";
    for (const auto& [key, value] : report.items()) {
      std::cout << key << ": " << (value.is_string() ? value.get<std::string>() : value.dump())
                << '\n';
    }
  }
  return 0;
}

}  // namespace beatwatch
