#include "adapters/maps/map_store.h"

#include <system_error>

#include "adapters/maps/road_file.h"
#include "adapters/maps/zone_bytes.h"

namespace beatwatch {
namespace {

std::filesystem::path road_path(const std::filesystem::path& journal_folder,
                                const std::string& hash) {
  return journal_folder / "maps" / (hash + ".roads");
}

}  // namespace

artifact zones_to_artifact(const zone_set& zones) {
  return {.hash = zones.hash, .kind = "zones", .content = zones_to_bytes(zones.zones, zones.gates)};
}

std::shared_ptr<const zone_set> find_zones(journal_reader& journal, const std::string& hash) {
  const auto kept = journal.find_artifact(hash);
  auto content = kept ? bytes_to_zones(kept->content) : std::nullopt;
  return content ? made_of(std::move(*content), hash) : nullptr;
}

void keep_roads(const std::filesystem::path& journal_folder,
                const std::filesystem::path& road_file,
                const std::string& hash) {
  const std::filesystem::path kept = road_path(journal_folder, hash);
  if (std::filesystem::exists(kept)) {
    return;
  }
  std::filesystem::create_directories(kept.parent_path());
  std::error_code other_file_system;
  std::filesystem::create_hard_link(road_file, kept, other_file_system);
  if (other_file_system) {
    std::filesystem::path partial = kept;
    partial += ".partial";
    std::filesystem::copy_file(
        road_file, partial, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::rename(partial, kept);
  }
}

std::shared_ptr<const road_graph> find_roads(const std::filesystem::path& journal_folder,
                                             const std::string& hash) {
  const std::filesystem::path kept = road_path(journal_folder, hash);
  return std::filesystem::exists(kept) ? map_roads(kept) : nullptr;
}

}  // namespace beatwatch
