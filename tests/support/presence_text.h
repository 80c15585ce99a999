#pragma once
#include <string>

#include "engine/engine.h"

namespace beatwatch {

/// Everything that a zone got in a window, in words, so that a difference can be read: but for the
/// revisions and states of visits.
std::string presence_text(const engine& e, const std::string& zone, interval window);

/// The same of a gate, but for the names, revisions and states of passes.
std::string passes_text(const engine& e, const std::string& gate, interval window);

}  // namespace beatwatch
