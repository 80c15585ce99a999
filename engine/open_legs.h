#pragma once
#include <string>

#include "engine/base/interval.h"
#include "engine/model/presence_measure.h"

namespace beatwatch {

struct state;

/// What a zone may have got within `window`, and until now, from devices since the newest good fix
/// of each: the union over them, while the roster says that the same unit holds the device. Zones
/// are those in force at the fix.
presence_measure since_last_fixes(const state& s, const std::string& zone, interval window);

}  // namespace beatwatch
