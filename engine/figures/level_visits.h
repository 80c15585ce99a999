#pragma once
#include <span>
#include <vector>

#include "engine/figures/evidence.h"

namespace beatwatch {

/// Visits to a level, which is one place made of its zones: the visits of one unit to any of them
/// whose spans overlap or touch are one. `of_zones` come in any order, and so do the visits of
/// each; the visits of the level come by start, then unit, and name no zone.
///
/// Times within such a visit are exact where the spans of its parts do not overlap. Where they do,
/// at least is the most of one part, and about and at most are their sum, but no more than the
/// span.
std::vector<counted_visit> level_visits(std::span<const std::span<const counted_visit>> of_zones);

}  // namespace beatwatch
