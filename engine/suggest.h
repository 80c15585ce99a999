#pragma once
#include <optional>

#include "engine/engine.h"

namespace beatwatch {

/// The nearest eligible units, from what the engine knows now. Empty when the incident, the unit or
/// the place asked for is not known.
std::optional<suggestion> suggest(const state& s, const nearest_query& query);

}  // namespace beatwatch
