#pragma once
#include <string>
#include <vector>

#include "adapters/columns/row_mapper.h"
#include "engine/event.h"

namespace beatwatch {

/// What a row of an extract tells, as events received when they happened, so that nothing is late:
/// a ping when it was observed, a status when it was taken, a holding when it begins or ends, a
/// version of an incident when it was written. An incident of which only the end is known is told
/// twice: as it was opened, when nobody was assigned yet, and as it is when it was closed (or 1 ms
/// after it was opened, when it is open still).
std::vector<event> loaded_events(const std::string& source, const mapped_event& mapped);

}  // namespace beatwatch
