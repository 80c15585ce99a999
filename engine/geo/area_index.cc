#include "engine/geo/area_index.h"

#include <algorithm>

namespace beatwatch {

area_index::area_index(std::span<const area> areas, [[maybe_unused]] metres reach)
    : areas_(areas.begin(), areas.end()),
      shapes_(std::make_unique<const outlines>(areas)),
      containment_(shapes_.get()) {}

void area_index::containing(plane_point at, std::vector<std::uint32_t>& hits) const {
  hits.clear();
  containment_.for_each_containing(at, [&](std::uint32_t area) { hits.push_back(area); });
  std::sort(hits.begin(), hits.end());
}

void area_index::containing(std::span<const plane_point> points,
                            std::vector<containment>& pairs) const {
  containment_.find_pairs(points, pairs);
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
