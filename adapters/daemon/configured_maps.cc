#include "adapters/daemon/configured_maps.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "adapters/maps/map_store.h"
#include "adapters/maps/road_file.h"
#include "adapters/maps/zone_import.h"

namespace beatwatch {
namespace {

constexpr std::size_t findings_logged_max = 20;

bool names_public_holidays(const zone_set& zones) {
  return std::any_of(zones.zones.begin(), zones.zones.end(), [](const zone& each) {
    return std::any_of(
        each.red_windows.begin(), each.red_windows.end(), [](const red_window& window) {
          return (window.days & red_window::public_holidays) != 0;
        });
  });
}

std::shared_ptr<const zone_set> import_zones_of(const config& settings) {
  const zone_file& source = settings.zones.file;
  if (source.path.empty()) {
    return nullptr;
  }
  const std::string file = source.path.string();
  const zone_import import =
      import_zones(source, settings.zones.properties, local_plane(settings.engine.plane));
  for (std::size_t i = 0; i < import.findings.size() && i < findings_logged_max; ++i) {
    const zone_finding& f = import.findings[i];
    spdlog::warn("{}: feature {}: {}: {}{}",
                 file,
                 f.feature,
                 f.pointer,
                 f.reason,
                 f.left_out ? " (left out)" : "");
  }
  if (settings.engine.clock.public_holidays.empty() && names_public_holidays(*import.zones)) {
    spdlog::warn("{}: red windows name public holidays (PH), but clock.public_holidays lists none",
                 file);
  }
  if (!import.coordinates.empty()) {
    spdlog::info("{}: coordinates {}", file, import.coordinates);
  }
  spdlog::info("{}: {} zones, {} gates, {} findings",
               file,
               import.zones->zones.size(),
               import.zones->gates.size(),
               import.findings.size());
  return import.zones;
}

std::shared_ptr<const road_graph> map_roads_of(const config& settings,
                                               const std::filesystem::path& journal_folder) {
  if (settings.roads.file.empty()) {
    return nullptr;
  }
  auto roads = map_roads(settings.roads.file);
  if (roads->origin() != settings.engine.plane) {
    throw std::runtime_error(fmt::format(
        "{}: was imported for another origin of the plane than [presence] names: import it again",
        settings.roads.file.string()));
  }
  keep_roads(journal_folder, settings.roads.file, roads->hash());
  return roads;
}

}  // namespace

prepared_maps prepare_maps(const config& settings, const std::filesystem::path& journal_folder) {
  std::filesystem::create_directories(journal_folder);
  return {.zones = import_zones_of(settings), .roads = map_roads_of(settings, journal_folder)};
}

}  // namespace beatwatch
