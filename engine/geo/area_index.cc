#include "engine/geo/area_index.h"

namespace beatwatch {

area_index::area_index(std::span<const area> areas, [[maybe_unused]] metres reach)
    : areas_(areas.begin(), areas.end()) {}

void area_index::containing(plane_point at, std::vector<std::uint32_t>& hits) const {
  hits.clear();
  for (std::uint32_t i = 0; i < areas_.size(); ++i) {
    if (areas_[i].contains(at)) {
      hits.push_back(i);
    }
  }
}

void area_index::containing(std::span<const plane_point> points,
                            std::vector<containment>& pairs) const {
  std::vector<std::uint32_t> hits;
  for (std::uint32_t point = 0; point < points.size(); ++point) {
    containing(points[point], hits);
    for (const std::uint32_t hit : hits) {
      pairs.push_back({point, hit});
    }
  }
}

void area_index::near(plane_point at, metres within, std::vector<near_area>& hits) const {
  hits.clear();
  for (std::uint32_t i = 0; i < areas_.size(); ++i) {
    const boundary_distance to = areas_[i].distance(at);
    if (to.signed_m >= -within.value) {
      hits.push_back({i, to});
    }
  }
}

void area_index::meeting(const plane_box& window, std::vector<std::uint32_t>& hits) const {
  hits.clear();
  for (std::uint32_t i = 0; i < areas_.size(); ++i) {
    if (areas_[i].bounds().meets(window)) {
      hits.push_back(i);
    }
  }
}

}  // namespace beatwatch
