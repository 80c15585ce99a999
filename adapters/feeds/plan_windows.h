#pragma once
#include <string>
#include <vector>

#include "engine/base/expected.h"
#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/figures/compliance.h"
#include "engine/model/parameters.h"
#include "engine/model/red_window.h"

namespace beatwatch {

/// What a plan asks for in each of its windows.
plan_demand demand_of(const plan_changed& plan);

/// The times that red windows make, that begin in `within`, each whole. One that is longer than a
/// day is cut by policing days.
std::vector<interval> rule_windows(const std::vector<red_window>& rule,
                                   const parameters& settings,
                                   interval within);

/// The windows in which a plan asks for something, that begin in `within` while it is valid: those
/// of its rule, read as red times, or policing days when it has none. A rule that cannot be read is
/// an error in words.
expected<std::vector<interval>, std::string> plan_windows(const plan_changed& plan,
                                                          const parameters& settings,
                                                          interval within);

}  // namespace beatwatch
