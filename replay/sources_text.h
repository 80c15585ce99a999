#pragma once
#include <string>

#include "beatwatch/v1/query.pb.h"

namespace beatwatch {

/// The answer as tables for people: sources, what their devices were rejected for, and the devices
/// as far as they are named in it.
std::string sources_text(const v1::SourcesAnswer& answer);

}  // namespace beatwatch
