#pragma once
#include <string>
#include <vector>

#include "engine/model/zone.h"

namespace beatwatch {

/// SHA-256, in lower-case hexadecimal, over what zones and gates are: names, attributes, rings and
/// lines on the plane, in the order given. Equal for equal sorted zones with canonical rings,
/// whatever file they came from.
std::string zone_hash(const std::vector<zone>& zones, const std::vector<gate_line>& gates = {});

}  // namespace beatwatch
