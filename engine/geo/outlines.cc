#include "engine/geo/outlines.h"

#include <limits>

#include "engine/base/check.h"

namespace beatwatch {

outlines::outlines(std::span<const area> areas) {
  std::size_t places = 0;
  for (const area& each : areas) {
    places += each.vertices().size() + each.ring_count();
  }
  check(places < std::numeric_limits<std::uint32_t>::max() / 4, "an index has below 2^30 vertices");
  vertices.reserve(places);
  for (const area& each : areas) {
    first_rings.push_back(static_cast<std::uint32_t>(ring_starts.size()));
    bounds.push_back(each.bounds());
    for (std::size_t r = 0; r < each.ring_count(); ++r) {
      const auto ring = each.ring(r);
      ring_starts.push_back(static_cast<std::uint32_t>(vertices.size()));
      vertices.insert(vertices.end(), ring.begin(), ring.end());
      vertices.push_back(ring.front());
    }
  }
  first_rings.push_back(static_cast<std::uint32_t>(ring_starts.size()));
  ring_starts.push_back(static_cast<std::uint32_t>(vertices.size()));
}

}  // namespace beatwatch
