#pragma once
#include "engine/base/interval.h"
#include "engine/model/parameters.h"

namespace beatwatch {

/// The policing day that holds `t`: from the force's hour (07:00 by default) in local time to the
/// same hour of the next day; 23 or 25 hours long when clocks change.
interval policing_day(const parameters& settings, instant t);

}  // namespace beatwatch
