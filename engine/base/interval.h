#pragma once
#include <algorithm>

#include "engine/base/units.h"

namespace beatwatch {

/// Half-open stretch of time `[from, to)`; empty when `to <= from`.
struct interval {
  instant from;
  instant to;

  [[nodiscard]] constexpr bool empty() const { return to <= from; }
  [[nodiscard]] constexpr duration length() const { return empty() ? duration{0} : to - from; }
  [[nodiscard]] constexpr bool contains(instant t) const { return from <= t && t < to; }
  friend constexpr auto operator<=>(const interval&, const interval&) = default;
};

constexpr interval intersection(interval a, interval b) {
  return {std::max(a.from, b.from), std::min(a.to, b.to)};
}

}  // namespace beatwatch
