#pragma once
#include <cstdint>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Direction of the plane from one point to another, in 0.01 degree clockwise from north, 0 ...
/// 35 999, rounded down; equal on every machine. Two equal points give 0.
std::uint16_t heading_cdeg(plane_point from, plane_point to);

}  // namespace beatwatch
