#pragma once
#include <string>
#include <vector>

#include "engine/change.h"

namespace beatwatch {

/// The passes that can have been in the window, by the instant they were about at, then unit, and
/// how many there were in each direction: at least those that are proved and were in it whatever
/// their time, about those that are likely or proved and were about in it, at most all of them.
gate_answer count_passes(std::string gate, interval window, std::vector<gate_passed> passes);

}  // namespace beatwatch
