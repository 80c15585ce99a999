#include "adapters/maps/zone_set_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/journal/event_bounds.h"
#include "adapters/maps/gzip_text.h"
#include "adapters/maps/zone_bytes.h"
#include "engine/base/archive.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

constexpr std::string_view magic = "beatwatch zones 1\n";
constexpr std::uintmax_t file_bytes_max = std::uintmax_t{1} << 30U;

// Wide enough for any rule; a set is no place for what the engine has no meaning for.
bool is_usable(const red_window& window) {
  return window.start_minute < 1440 && window.end_minute <= 1440 &&
         window.effect <= red_effect::clears;
}

bool are_levels(const std::vector<std::vector<std::string>>& levels) {
  return std::all_of(levels.begin(), levels.end(), [](const auto& path) {
    return std::all_of(
        path.begin(), path.end(), [](const std::string& level) { return is_name(level); });
  });
}

bool is_usable(const zone& each) {
  return is_name(each.name) && is_text(each.kind) && are_levels(each.levels) &&
         std::all_of(each.red_windows.begin(),
                     each.red_windows.end(),
                     [](const red_window& window) { return is_usable(window); });
}

bool is_usable(const gate_line& gate) { return is_name(gate.name) && are_levels(gate.levels); }

template <typename Named>
bool are_usable(const std::vector<Named>& all) {
  return std::all_of(all.begin(), all.end(), [](const Named& each) { return is_usable(each); }) &&
         std::adjacent_find(all.begin(), all.end(), [](const Named& a, const Named& b) {
           return a.name >= b.name;
         }) == all.end();
}

// Zones and gates share one list of names.
bool is_usable(const zone_content& content) {
  return are_usable(content.zones) && are_usable(content.gates) &&
         std::none_of(content.gates.begin(), content.gates.end(), [&](const gate_line& gate) {
           const auto same = std::lower_bound(
               content.zones.begin(),
               content.zones.end(),
               gate.name,
               [](const zone& each, const std::string& name) { return each.name < name; });
           return same != content.zones.end() && same->name == gate.name;
         });
}

std::vector<std::byte> read_whole(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(file, unknown);
  if (!in || unknown) {
    throw map_file_error{file.string() + ": cannot be read"};
  }
  if (size > file_bytes_max) {
    throw map_file_error{file.string() + ": expected at most 1 GiB"};
  }
  std::vector<std::byte> bytes(size);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) {
    throw map_file_error{file.string() + ": cannot be read to its end"};
  }
  return bytes;
}

void put_on_disk(const std::filesystem::path& file, std::span<const std::byte> bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  bool good = descriptor >= 0;
  while (good && !bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    good = written > 0;
    bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  good = good && ::fsync(descriptor) == 0;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!good) {
    throw std::runtime_error{file.string() + ": cannot be written"};
  }
}

}  // namespace

std::filesystem::path stored_zones_path(const std::filesystem::path& store,
                                        const std::string& hash) {
  return store / (hash + ".zones");
}

void write_zone_set(const std::filesystem::path& target,
                    const zone_set& zones,
                    const plane_origin& plane) {
  std::vector<std::byte> bytes;
  const auto first = std::as_bytes(std::span{magic});
  bytes.assign(first.begin(), first.end());
  byte_writer writer{bytes};
  const std::vector<std::byte> content = zones_to_bytes(zones.zones, zones.gates);
  writer(plane.at.lat_e7, plane.at.lon_e7, plane.scale, zones.hash);
  writer(std::string{reinterpret_cast<const char*>(content.data()), content.size()});
  if (target.has_parent_path()) {
    std::filesystem::create_directories(target.parent_path());
  }
  const std::filesystem::path partial =
      target.string() + "." + std::to_string(::getpid()) + ".partial";
  put_on_disk(partial, bytes);
  std::filesystem::rename(partial, target);
}

prepared_zones read_zone_set(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = read_whole(file);
  const auto first = std::as_bytes(std::span{magic});
  if (bytes.size() < first.size() || !std::equal(first.begin(), first.end(), bytes.begin())) {
    throw map_file_error{file.string() + ": expected a zone set made by `beatwatch zones import`"};
  }
  byte_reader reader{std::span{bytes}.subspan(first.size())};
  plane_origin plane;
  std::string hash;
  std::string text;
  reader(plane.at.lat_e7, plane.at.lon_e7, plane.scale, hash, text);
  const auto content = std::as_bytes(std::span{text});
  const bool whole = reader.ok() && reader.at_end() && to_hex(sha256({content})) == hash;
  auto zones = whole ? bytes_to_zones(content) : std::nullopt;
  if (!zones || !is_usable(*zones)) {
    throw map_file_error{file.string() + ": damaged: its content is not what its hash stands for"};
  }
  return {.zones = made_of(std::move(*zones), std::move(hash)), .plane = plane};
}

prepared_zones read_stored_zones(const std::filesystem::path& store, const std::string& hash) {
  const std::filesystem::path file = stored_zones_path(store, hash);
  if (!std::filesystem::exists(file)) {
    throw map_file_error{store.string() + ": no zone set " + hash + " is stored there"};
  }
  prepared_zones read = read_zone_set(file);
  if (read.zones->hash != hash) {
    throw map_file_error{file.string() + ": holds another set than its name says"};
  }
  return read;
}

void store_zones(const std::filesystem::path& store,
                 const zone_set& zones,
                 const plane_origin& plane) {
  const std::filesystem::path file = stored_zones_path(store, zones.hash);
  if (!std::filesystem::exists(file)) {
    write_zone_set(file, zones, plane);
  }
}

}  // namespace beatwatch
