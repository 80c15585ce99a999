#pragma once
#include <string>

#include "engine/base/units.h"

namespace beatwatch {

/// The time that a user gave for `option`. Throws `std::runtime_error` with one line that says what
/// was expected.
instant option_time(const std::string& text, const char* option);

}  // namespace beatwatch
