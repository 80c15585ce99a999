#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/geo/area.h"
#include "engine/geo/local_plane.h"
#include "engine/geo/plane_point.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// The folder named by BEATWATCH_LOAD_DIR. It holds what `workloads/gen_workload.py DIR` writes:
/// points.bin, a million fixes of 3,000 units every 5 s in a county of 2,084 km2, and
/// polys_{1000,10000,100000}.bin. Ends the program with exit code 2 and a hint when it is missing.
std::filesystem::path load_folder();

/// The plane in the middle of the county.
plane_origin load_origin();

/// The zones of polys_COUNT.bin and the first fixes of points.bin, on a plane in the middle.
std::vector<area> load_areas(std::size_t count);
std::vector<plane_point> load_points(std::size_t count);

struct load_fix {
  std::uint32_t unit = 0;
  std::uint32_t t_s = 0;
  position at;
};
std::vector<load_fix> load_fixes(std::size_t count);

}  // namespace beatwatch
