#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace beatwatch {

/// What `maxspeed` of OpenStreetMap says, in mm/s: "50", "30 mph", "5 knots", "walk" (7 km/h),
/// "none" (130 km/h, the German advisory speed), national types such as "GB:nsl_single",
/// "DE:urban" or "BE:zone30"; of several values separated by ";" the lowest. Empty when it is not
/// understood ("signals", "variable") or not within 1 ... 300 km/h.
/// Source: OpenStreetMap wiki, "Key:maxspeed" and "Default speed limits".
std::optional<std::uint32_t> parse_speed_limit_mmps(std::string_view text);

}  // namespace beatwatch
