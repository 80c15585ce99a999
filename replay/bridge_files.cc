#include "replay/bridge_files.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "adapters/sources/gpx_decode.h"
#include "adapters/sources/gtfs_rt_decode.h"
#include "adapters/sources/ping_fields.h"
#include "engine/base/name.h"

namespace beatwatch {
namespace {

std::string octets_of_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string octets{std::istreambuf_iterator<char>{in}, {}};
  if (!in) {
    throw std::runtime_error{file.string() + ": cannot be read"};
  }
  return octets;
}

std::string name_of(std::string_view text) {
  std::string name{text.substr(0, name_size_max)};
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !is_name_character(c); }, '-');
  return name;
}

template <typename Decoded>
void require(const std::filesystem::path& file, const Decoded& decoded) {
  if (!decoded) {
    throw std::runtime_error{file.string() + ": " + std::string{to_string(decoded.error())}};
  }
}

}  // namespace

std::vector<ping> read_gpx(const std::filesystem::path& file) {
  const auto points = decode_gpx(octets_of_file(file));
  require(file, points);
  std::vector<ping> pings;
  for (const gpx_point& point : *points) {
    ping made{.device = name_of(file.stem().string()), .at = point.at};
    if (!point.time || point.fix == "none" || set_observed(*point.time, made)) {
      continue;
    }
    made.accuracy_cm = point.hdop ? accuracy_cm_of_hdop(*point.hdop) : std::nullopt;
    pings.push_back(std::move(made));
  }
  return pings;
}

std::vector<ping> read_gtfs_rt(const std::filesystem::path& file) {
  const std::string octets = octets_of_file(file);
  const auto feed = decode_gtfs_rt(std::as_bytes(std::span{octets}));
  require(file, feed);
  std::vector<ping> pings;
  for (const gtfs_rt_vehicle& vehicle : feed->vehicles) {
    const auto epoch_s = vehicle.time_epoch_s ? vehicle.time_epoch_s : feed->header_epoch_s;
    constexpr std::uint64_t epoch_s_max = 1ULL << 40U;
    if (!vehicle.at || !epoch_s || *epoch_s > epoch_s_max) {
      continue;
    }
    ping made{.device = name_of(vehicle.vehicle_id.value_or(vehicle.entity_id)), .at = *vehicle.at};
    if (set_observed(instant{std::chrono::seconds{*epoch_s}}, made) ||
        set_motion(vehicle.speed_mps, vehicle.bearing_deg, made)) {
      continue;
    }
    pings.push_back(std::move(made));
  }
  return pings;
}

}  // namespace beatwatch
