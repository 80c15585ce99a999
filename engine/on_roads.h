#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/interval.h"

namespace beatwatch {

struct state;

/// The most that a zone can have got within `window`, in milliseconds, if the devices whose profile
/// says so kept to roads: what their speed cap allows along the roads in force, whichever way these
/// run, instead of straight across. A road reaches as far to either side of its line as the
/// hysteresis ring; where a fix is further from any road than its error, the legs on either side of
/// it are bounded as ever. What is likely stays. Never more than `at_most_ms` of the presence, nor
/// less than `about_ms`. Empty without roads, and for a window that begins before what is settled.
std::optional<std::int64_t> at_most_on_roads(const state& s,
                                             const std::string& zone,
                                             interval window);

}  // namespace beatwatch
