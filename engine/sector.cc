#include "engine/sector.h"

#include <algorithm>
#include <limits>

#include "engine/state.h"

namespace beatwatch {
namespace {

double squared_mm(const plane_box& box, plane_point p) {
  const auto beyond = [](std::int32_t low, std::int32_t high, std::int32_t at) {
    return static_cast<double>(
        std::max({std::int64_t{low} - at, std::int64_t{at} - high, std::int64_t{0}}));
  };
  const double dx = beyond(box.low.x_mm, box.high.x_mm, p.x_mm);
  const double dy = beyond(box.low.y_mm, box.high.y_mm, p.y_mm);
  return dx * dx + dy * dy;
}

}  // namespace

std::string sector_of(const zone& of) { return first_level_path(of.levels); }

std::string sector_at(const state& s, plane_point at) {
  const zones_in_force* const in_force = s.legs.in_force(s.now);
  const zone* nearest = nullptr;
  double least = std::numeric_limits<double>::infinity();
  if (in_force != nullptr) {
    for (const zone& z : in_force->set->zones) {
      if (const double far = squared_mm(z.shape.bounds(), at); far < least) {
        least = far;
        nearest = &z;
      }
    }
  }
  return nearest == nullptr ? std::string{} : sector_of(*nearest);
}

std::string sector_named(const state& s, const std::string& zone) {
  const zones_in_force* const in_force = s.legs.in_force(s.now);
  const auto place = in_force != nullptr ? in_force->set->find(zone) : std::nullopt;
  return place ? sector_of(in_force->set->zones[*place]) : std::string{};
}

}  // namespace beatwatch
