#pragma once
#include <optional>
#include <string>

#include "engine/change.h"
#include "engine/deployment/nearest_unit.h"

namespace beatwatch {

/// The first gate, in their order, that a unit fails; `unreachable` and `slower` are not looked at
/// here. Empty: it passes.
std::optional<gate> failed_gate(const unit_view& unit,
                                const nearest_request& request,
                                const parameters& settings,
                                instant now);

/// The value that failed, in words: "on_scene at I-204 for 34 min". Empty for `unreachable` and
/// `slower`.
std::string failing_value(gate failed,
                          const unit_view& unit,
                          const nearest_request& request,
                          instant now);

/// "95 s", "34 min", "13 h": whole units, rounded down; seconds below two minutes, minutes below
/// two hours. Negative durations are "0 s".
std::string in_words(duration d);

}  // namespace beatwatch
