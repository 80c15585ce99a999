#pragma once
#include <cstdint>

#include "engine/geo/trigonometry.h"

namespace beatwatch {

/// A direction of the plane, of length 1.
struct heading_vector {
  double east;
  double north;
};

/// From 0.01 degree clockwise from north, 0 ... 35 999.
inline heading_vector vector_of_heading(std::uint16_t heading_cdeg) {
  const sine_cosine turn = sine_and_cosine((heading_cdeg % 9'000) * 0.01 * radians_per_degree);
  switch (heading_cdeg / 9'000) {
    case 0:
      return {turn.sine, turn.cosine};
    case 1:
      return {turn.cosine, -turn.sine};
    case 2:
      return {-turn.sine, -turn.cosine};
    default:
      return {-turn.cosine, turn.sine};
  }
}

}  // namespace beatwatch
