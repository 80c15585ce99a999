#pragma once
#include "engine/geo/area.h"

namespace beatwatch {

/// No disc with a larger diameter fits into the area: the smaller of the disc of its surface and
/// the sides of its bounding box. In metres, never too small.
double widest_disc_m(const area& shape);

}  // namespace beatwatch
