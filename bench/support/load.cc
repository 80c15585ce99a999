#include "bench/support/load.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "engine/geo/local_plane.h"

namespace beatwatch {
namespace {

[[noreturn]] void give_up(const std::string& what) {
  std::cerr << what
            << "\nSet BEATWATCH_LOAD_DIR to a folder made by: python3 gen_workload.py FOLDER\n";
  std::exit(2);
}

template <typename T>
std::vector<T> read(std::ifstream& in, std::size_t count) {
  std::vector<T> values(count);
  in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(count * sizeof(T)));
  if (!in) {
    give_up("the load ends too early");
  }
  return values;
}

std::ifstream open(const std::string& name) {
  std::ifstream in{load_folder() / name, std::ios::binary};
  if (!in) {
    give_up("no " + (load_folder() / name).string());
  }
  return in;
}

position to_position(double lon, double lat) {
  return {.lat_e7 = static_cast<std::int32_t>(std::llround(lat * 1e7)),
          .lon_e7 = static_cast<std::int32_t>(std::llround(lon * 1e7))};
}

plane_point project(position at) {
  static const local_plane plane{load_origin()};
  return *plane.project(at);
}

}  // namespace

std::filesystem::path load_folder() {
  const char* const folder = std::getenv("BEATWATCH_LOAD_DIR");
  if (folder == nullptr) {
    give_up("BEATWATCH_LOAD_DIR is not set");
  }
  return folder;
}

plane_origin load_origin() {
  return {.at = {.lat_e7 = 526'500'000, .lon_e7 = -11'300'000}, .scale = 1.0};
}

std::vector<area> load_areas(std::size_t count) {
  std::ifstream in = open("polys_" + std::to_string(count) + ".bin");
  const auto starts = read<std::uint32_t>(in, read<std::uint32_t>(in, 1)[0] + std::size_t{1});
  const auto degrees = read<double>(in, std::size_t{2} * starts.back());
  std::vector<area> areas;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    plane_ring ring;
    for (std::size_t v = starts[i]; v + 1 < starts[i + 1]; ++v) {  // the last repeats the first
      ring.push_back(project(to_position(degrees[2 * v], degrees[2 * v + 1])));
    }
    areas.emplace_back(std::vector<plane_ring>{ring});
  }
  return areas;
}

std::vector<load_fix> load_fixes(std::size_t count) {
  struct record {
    std::uint32_t unit;
    std::uint32_t t_s;
    double lon;
    double lat;
    float speed_mps;
    float heading_deg;
    std::uint64_t padding;
  };
  static_assert(sizeof(record) == 40);
  std::ifstream in = open("points.bin");
  std::vector<load_fix> fixes;
  fixes.reserve(count);
  for (const record& each : read<record>(in, count)) {
    fixes.push_back({each.unit, each.t_s, to_position(each.lon, each.lat)});
  }
  return fixes;
}

std::vector<plane_point> load_points(std::size_t count) {
  std::vector<plane_point> points;
  for (const load_fix& each : load_fixes(count)) {
    points.push_back(project(each.at));
  }
  return points;
}

}  // namespace beatwatch
