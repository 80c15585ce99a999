#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/sources/lip_decode.h"
#include "engine/base/units.h"

namespace beatwatch {

// What the codes of a location report mean. Empty: the code says "unknown", or has no bound.

/// The class's upper bound of the age: 5, 300 or 1,800 s.
std::optional<int> lip_age_s_max(unsigned time_elapsed);
/// The class's upper bound of the error: 2 ... 200,000 m.
std::optional<int> lip_position_error_m_max(unsigned position_error);
/// 0 ... 289.7 m/s; steps of 1 km/h up to 28 km/h, of 3.8 % beyond. "Above 1,043 km/h" is no speed.
std::optional<double> lip_speed_mps(unsigned velocity);
/// Of horizontal and vertical velocity.
std::optional<double> lip_speed_uncertainty_mps_max(unsigned uncertainty);
/// Of a circle, or an axis of an ellipse: 0.98 m and 20 % more with each step.
std::optional<double> lip_uncertainty_m(unsigned uncertainty);
/// Above the reference that `altitude`, 12 bits, names first.
std::optional<int> lip_altitude_m(unsigned altitude);
constexpr bool lip_altitude_is_user_defined(unsigned altitude) { return (altitude >> 11U) != 0; }
std::optional<int> lip_altitude_uncertainty_m_max(unsigned uncertainty);
std::optional<double> lip_direction_uncertainty_deg_max(unsigned uncertainty);
constexpr double lip_angle_deg(unsigned angle) { return angle * 360.0 / 256.0; }

/// Clockwise from true north. A short report has no code of its own for "unknown": its highest
/// direction means that when the velocity is unknown too.
std::optional<double> lip_heading_deg(const lip_report& report);

/// The word for a shape, spelt like the enumerator.
std::string_view to_string(lip_shape shape);
std::string_view to_string(lip_time_type type);

}  // namespace beatwatch
