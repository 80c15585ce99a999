#pragma once
#include <string>
#include <vector>

#include "engine/model/red_window.h"

namespace beatwatch {

/// Red windows as a rule that `decode_red_windows` reads as the same; empty for none.
std::string red_window_text(const std::vector<red_window>& windows);

}  // namespace beatwatch
