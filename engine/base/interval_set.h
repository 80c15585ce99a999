#pragma once
#include <span>
#include <vector>

#include "engine/base/interval.h"

namespace beatwatch {

// A set of instants as sorted, disjoint intervals that do not touch and are not empty.

/// The set of all instants in any of `intervals`, which come in any order and may overlap.
std::vector<interval> united(std::vector<interval> intervals);

/// The instants in both sets.
std::vector<interval> common(std::span<const interval> a, std::span<const interval> b);

/// The instants of `within` that are not in `set`.
std::vector<interval> without(interval within, std::span<const interval> set);

/// Whether the instant is in the set.
bool holds(std::span<const interval> set, instant t);

duration total_length(std::span<const interval> set);

}  // namespace beatwatch
