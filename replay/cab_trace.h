#pragma once
#include <filesystem>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

/// Pings of a published taxi trace, CSV `ts,unit,lat,lon,busy`, plain or gzip: `ts` in Unix
/// seconds, `unit` becomes the device; `busy` is not used. Throws `std::runtime_error` with every
/// mistake of the file, one line each.
std::vector<ping> read_cab_trace(const std::filesystem::path& file);

}  // namespace beatwatch
