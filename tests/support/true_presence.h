#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/geo/area.h"
#include "replay/carrier_track.h"

namespace beatwatch {

/// When a simulated carrier really was inside, within `window`; appends sorted times that do not
/// overlap, each end off by less than a millisecond. The carrier's first second is `began`.
void add_true_presence(const area& shape,
                       const carrier_track& carrier,
                       instant began,
                       interval window,
                       std::vector<interval>& out);

/// The union, sorted.
std::vector<interval> merged(std::vector<interval> times);

/// Of times that do not overlap, the part within `window`.
std::int64_t total_ms(const std::vector<interval>& times, interval window);

}  // namespace beatwatch
