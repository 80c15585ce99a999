#pragma once
#include <vector>

#include "engine/change.h"

namespace beatwatch {

struct state;

/// Once a minute: which devices move together, and whose holder is in question: somebody moves
/// without a call sign, or an officer's device moves with another unit's and apart from its own, as
/// after radios were swapped or taken from the pool without a word. It tells what it finds and
/// changes no figure: what mends them is the roster.
void look_for_crews(state& s, std::vector<change>& changes);

}  // namespace beatwatch
