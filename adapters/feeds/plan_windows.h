#pragma once
#include <string>
#include <vector>

#include "engine/base/expected.h"
#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/model/parameters.h"

namespace beatwatch {

/// The windows in which a plan asks for something, that begin in `within` while it is valid: those
/// of its rule, read as red times, each whole, or policing days when it has none. One that is
/// longer than a day is cut by policing days. A rule that cannot be read is an error in words.
expected<std::vector<interval>, std::string> plan_windows(const plan_changed& plan,
                                                          const parameters& settings,
                                                          interval within);

}  // namespace beatwatch
