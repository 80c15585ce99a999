#pragma once
#include <cstddef>
#include <vector>

#include "adapters/maps/road_draft.h"

namespace beatwatch {

/// The bytes of a road file, hash included. They depend on what the draft says about the outside
/// world; the order of its roads matters only between two pieces of one way that join the same two
/// nodes. Throws `std::runtime_error` when the network is too large for the file's counts.
std::vector<std::byte> build_roads(const road_draft& draft);

}  // namespace beatwatch
