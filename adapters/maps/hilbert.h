#pragma once
#include <cstdint>

#include "engine/geo/plane_point.h"

namespace beatwatch {

/// Distance along the Hilbert curve of order 32 over the whole plane, in steps of one millimetre:
/// points near each other on the curve are near each other on the ground.
/// Source: Hilbert, "Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck",
/// Mathematische Annalen 38, 1891.
std::uint64_t along_hilbert_curve(plane_point p);

}  // namespace beatwatch
