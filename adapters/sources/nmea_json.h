#pragma once
#include <string>
#include <string_view>

#include "adapters/sources/nmea_decode.h"

namespace beatwatch {

/// One message as one line of JSON, for people and tools that look into a stream:
///   sentence, talker, then by sentence
///   RMC: time_utc, status, lat_deg, lon_deg, speed_mps, course_deg, mag_variation_deg, mode,
///        nav_status, position_valid
///   GGA: time_of_day, lat_deg, lon_deg, quality, satellites, hdop, alt_msl_m, geoid_sep_m,
///        position_valid
///   GNS: as GGA with mode for quality, and nav_status
///   VTG: course_deg, course_magnetic_deg, speed_mps, mode
/// What the sentence leaves out is null; an empty status or GNS mode is "". `time_utc` needs both
/// date and time. A leap second stays second 60.
std::string nmea_json(const nmea_message& message);

/// The line decoded, or {"error": label}. A TAG block before the sentence is checked as well; its
/// source and time follow as tag_source and tag_time_utc.
std::string nmea_line_json(std::string_view line);

}  // namespace beatwatch
