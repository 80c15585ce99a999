#pragma once
#include <cstdint>
#include <string>

namespace beatwatch {

// How numbers are written in the files of a shift: the same bytes on every machine and in every
// locale.

/// Whole number of 1e-7 degree as degrees with seven digits: -1.1300000.
std::string degrees_text(std::int64_t e7);

/// Hundredths with two digits: 1234 -> 12.34.
std::string hundredths_text(std::int64_t hundredths);

}  // namespace beatwatch
