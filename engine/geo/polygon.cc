#include "engine/geo/polygon.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/geo/segment.h"

namespace beatwatch {
namespace {

/// Puts the smallest vertex first. Its corner is convex, so its turn is that of the whole ring.
void arrange(plane_ring& ring, bool counter_clockwise) {
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
  const bool is_counter_clockwise = orientation(ring.back(), ring[0], ring[1]) > 0;
  if (is_counter_clockwise != counter_clockwise) {
    std::reverse(std::next(ring.begin()), ring.end());
  }
}

}  // namespace

std::vector<plane_ring> canonical_rings(std::vector<polygon> polygons) {
  std::vector<plane_ring> rings;
  for (polygon& each : polygons) {
    arrange(each.outer, true);
    rings.push_back(std::move(each.outer));
    for (plane_ring& hole : each.holes) {
      arrange(hole, false);
      rings.push_back(std::move(hole));
    }
  }
  std::sort(rings.begin(), rings.end());
  return rings;
}

}  // namespace beatwatch
