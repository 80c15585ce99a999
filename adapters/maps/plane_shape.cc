#include "adapters/maps/plane_shape.h"

#include <algorithm>
#include <utility>

namespace beatwatch {

void add_ring(
    plane_ring ring, bool is_outer, polygon& part, const std::string& pointer, plane_shape& shape) {
  if (ring.size() > 1 && ring.front() != ring.back()) {
    shape.mended.push_back({pointer, "ring not closed: closed by its first position"});
  }
  ring.erase(std::unique(ring.begin(), ring.end()), ring.end());
  while (ring.size() > 1 && ring.front() == ring.back()) {
    ring.pop_back();
  }
  if (ring.size() < 3) {
    shape.mended.push_back({pointer, "ring of fewer than three different positions: left out"});
  } else if (is_outer) {
    part.outer = std::move(ring);
  } else {
    part.holes.push_back(std::move(ring));
  }
}

void add_line(plane_line line, const std::string& pointer, plane_shape& shape) {
  line.erase(std::unique(line.begin(), line.end()), line.end());
  if (line.size() < 2) {
    shape.mended.push_back({pointer, "line of fewer than two different positions: left out"});
  } else {
    shape.lines.push_back(std::move(line));
  }
}

}  // namespace beatwatch
