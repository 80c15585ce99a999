#include "adapters/sources/lip_values.h"

#include <array>
#include <cstddef>

namespace beatwatch {
namespace {

template <typename T, std::size_t Size>
std::optional<T> entry(const std::array<T, Size>& table, unsigned code) {
  return code < Size ? std::optional{table.at(code)} : std::nullopt;
}

constexpr std::array<double, 7> kmh_or_deg_bounds{1.5, 3, 6, 12, 24, 48, 96};

constexpr std::array<double, 126> make_speeds() {
  std::array<double, 126> mps{};
  double kmh = 16;  // the code of 16 km/h is 13 on the curve
  for (unsigned code = 14; code < mps.size(); ++code) {
    kmh *= 1.038;
    mps.at(code) = kmh / 3.6;
  }
  for (unsigned code = 0; code <= 28; ++code) {
    mps.at(code) = code / 3.6;
  }
  return mps;
}

constexpr std::array<double, 63> make_uncertainties() {
  std::array<double, 63> metres{};
  double power = 1.2 * 1.2 * 1.2 * 1.2 * 1.2;
  for (double& each : metres) {
    each = 2 * power - 4;
    power *= 1.2;
  }
  return metres;
}

constexpr auto speeds = make_speeds();
constexpr auto uncertainties = make_uncertainties();

constexpr std::array<std::string_view, 11> shapes{"none",
                                                  "point",
                                                  "circle",
                                                  "ellipse",
                                                  "point_altitude",
                                                  "circle_altitude",
                                                  "ellipse_altitude",
                                                  "circle_altitude_uncertainty",
                                                  "ellipse_altitude_uncertainty",
                                                  "arc",
                                                  "point_position_error"};
constexpr std::array<std::string_view, 3> time_types{"none", "time_elapsed", "time_of_position"};

}  // namespace

std::optional<int> lip_age_s_max(unsigned time_elapsed) {
  return entry(std::array{5, 300, 1'800}, time_elapsed);
}

std::optional<int> lip_position_error_m_max(unsigned position_error) {
  return entry(std::array{2, 20, 200, 2'000, 20'000, 200'000}, position_error);
}

std::optional<double> lip_speed_mps(unsigned velocity) { return entry(speeds, velocity); }

std::optional<double> lip_speed_uncertainty_mps_max(unsigned uncertainty) {
  const auto kmh = entry(kmh_or_deg_bounds, uncertainty);
  return kmh ? std::optional{*kmh / 3.6} : std::nullopt;
}

std::optional<double> lip_uncertainty_m(unsigned uncertainty) {
  return entry(uncertainties, uncertainty);
}

std::optional<int> lip_altitude_m(unsigned altitude) {
  const int code = static_cast<int>(altitude & 0x7ffU);
  if (code == 0) {
    return std::nullopt;
  }
  if (code <= 1'201) {
    return code - 201;
  }
  return code <= 1'926 ? 1'000 + 2 * (code - 1'201) : 2'450 + 75 * (code - 1'926);
}

std::optional<int> lip_altitude_uncertainty_m_max(unsigned uncertainty) {
  return entry(std::array{1, 2, 5, 15, 50, 150, 300}, uncertainty);
}

std::optional<double> lip_direction_uncertainty_deg_max(unsigned uncertainty) {
  return entry(kmh_or_deg_bounds, uncertainty);
}

std::optional<double> lip_heading_deg(const lip_report& report) {
  constexpr unsigned highest_of_short = 15U << 4U;
  constexpr unsigned velocity_unknown = 127;
  if (!lip_has_direction(report.velocity_type) ||
      (!report.is_long && report.direction == highest_of_short &&
       report.velocity == velocity_unknown)) {
    return std::nullopt;
  }
  return lip_angle_deg(report.direction);
}

std::string_view to_string(lip_shape shape) { return shapes.at(static_cast<std::size_t>(shape)); }

std::string_view to_string(lip_time_type type) {
  return time_types.at(static_cast<std::size_t>(type));
}

}  // namespace beatwatch
