#pragma once
#include <chrono>

#include "engine/base/units.h"

namespace beatwatch {

/// Presence of zones is kept and published by the minute, of UTC.
constexpr duration minute = std::chrono::minutes{1};

/// The start of the minute of `t`.
inline instant minute_mark(instant t) { return std::chrono::floor<std::chrono::minutes>(t); }

}  // namespace beatwatch
