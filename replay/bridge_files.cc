#include "replay/bridge_files.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
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

// What is passed over, by why.
class passed_over {
 public:
  explicit passed_over(const std::filesystem::path& file, std::string_view what)
      : file_(file.string()), what_(what) {}

  void count(std::string_view why) { ++by_reason_[std::string{why}]; }

  void tell() const {
    for (const auto& [why, count] : by_reason_) {
      std::cerr << file_ << ": " << count << ' ' << what_ << " not sent: " << why << '\n';
    }
  }

 private:
  std::string file_;
  std::string what_;
  std::map<std::string, std::uint64_t> by_reason_;
};

}  // namespace

std::vector<ping> read_gpx(const std::filesystem::path& file) {
  const auto points = decode_gpx(octets_of_file(file));
  require(file, points);
  std::vector<ping> pings;
  passed_over others{file, "points"};
  for (const gpx_point& point : *points) {
    ping made{.device = name_of(file.stem().string()), .at = point.at};
    if (!point.time) {
      others.count("no time");
    } else if (point.fix == "none") {
      others.count("no fix");
    } else if (set_observed(*point.time, made)) {
      others.count("time out of range");
    } else {
      made.accuracy_cm = point.hdop ? accuracy_cm_of_hdop(*point.hdop) : std::nullopt;
      pings.push_back(std::move(made));
    }
  }
  others.tell();
  return pings;
}

std::vector<ping> read_gtfs_rt(const std::filesystem::path& file) {
  const std::string octets = octets_of_file(file);
  const auto feed = decode_gtfs_rt(std::as_bytes(std::span{octets}));
  require(file, feed);
  std::vector<ping> pings;
  passed_over others{file, "vehicles"};
  for (const gtfs_rt_vehicle& vehicle : feed->vehicles) {
    const auto epoch_s = vehicle.time_epoch_s ? vehicle.time_epoch_s : feed->header_epoch_s;
    constexpr std::uint64_t epoch_s_max = 1ULL << 40U;
    if (!vehicle.at || !epoch_s) {
      others.count(vehicle.at ? "no time" : "no place");
      continue;
    }
    if (*epoch_s > epoch_s_max) {
      others.count("time out of range");
      continue;
    }
    ping made{.device = name_of(vehicle.vehicle_id.value_or(vehicle.entity_id)), .at = *vehicle.at};
    if (set_observed(instant{std::chrono::seconds{*epoch_s}}, made) ||
        set_motion(vehicle.speed_mps, vehicle.bearing_deg, made)) {
      others.count("time or speed out of range");
      continue;
    }
    pings.push_back(std::move(made));
  }
  others.tell();
  return pings;
}

}  // namespace beatwatch
