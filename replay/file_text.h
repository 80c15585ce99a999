#pragma once
#include <cstdint>
#include <string>

#include "engine/base/units.h"

namespace beatwatch {

// How numbers and times are written in the files of a shift: the same bytes on every machine and
// in every locale.

/// Whole number of 1e-7 degree as degrees with seven digits: -1.1300000.
std::string degrees_text(std::int64_t e7);

/// RFC 3339 UTC with milliseconds: 2026-01-16T15:00:00.000Z. Years 1970 ... 9999.
std::string time_text(instant at);

/// Hundredths with two digits: 1234 -> 12.34.
std::string hundredths_text(std::int64_t hundredths);

}  // namespace beatwatch
