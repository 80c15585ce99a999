#pragma once
#include <filesystem>
#include <vector>

#include "engine/event.h"

namespace beatwatch {

/// The points of a GPX file that have a time and a fix, as pings of a device named as the file is,
/// without its extension and with `-` for what no name may hold. Tells on standard error how many
/// points were passed over, and why. Throws `std::runtime_error`, which names the file, when it
/// cannot be read or is no GPX 1.1.
std::vector<ping> read_gpx(const std::filesystem::path& file);

/// The vehicles of a GTFS-realtime feed that have a place and a time, their own or the feed's: the
/// device is the vehicle's id, else the entity's. Tells and throws likewise.
std::vector<ping> read_gtfs_rt(const std::filesystem::path& file);

}  // namespace beatwatch
