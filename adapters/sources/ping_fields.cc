#include "adapters/sources/ping_fields.h"

#include <algorithm>
#include <cmath>

#include "adapters/journal/event_bounds.h"

namespace beatwatch {
namespace {

constexpr double heading_speed_mps_min = 1.0;
constexpr double hdop_max = 50.0;
constexpr double accuracy_m_per_hdop = 5.0;

}  // namespace

std::optional<std::uint32_t> accuracy_cm_of_hdop(double hdop) {
  if (!(hdop > 0 && hdop <= hdop_max)) {
    return std::nullopt;
  }
  return accuracy_cm_of_metres(hdop * accuracy_m_per_hdop);
}

std::uint32_t accuracy_cm_of_metres(double error_m) {
  constexpr double error_m_max = accuracy_cm_max / 100.0;
  return static_cast<std::uint32_t>(std::lround(std::min(error_m, error_m_max) * 100));
}

std::optional<intake_reason> set_motion(std::optional<double> speed_mps,
                                        std::optional<double> heading_deg,
                                        ping& report) {
  if (!speed_mps) {
    return std::nullopt;
  }
  if (*speed_mps * 100 > speed_cmps_max) {
    return intake_reason::speed_out_of_range;
  }
  report.speed_cmps = static_cast<std::uint32_t>(std::lround(*speed_mps * 100));
  if (heading_deg && *heading_deg <= 360 && *speed_mps >= heading_speed_mps_min) {
    report.heading_cdeg = static_cast<std::uint16_t>(std::lround(*heading_deg * 100) % 36'000);
  }
  return std::nullopt;
}

std::optional<intake_reason> set_observed(instant observed_at, ping& report) {
  if (observed_at < earliest_instant || observed_at > latest_instant) {
    return intake_reason::observed_out_of_range;
  }
  report.observed_at = observed_at;
  return std::nullopt;
}

}  // namespace beatwatch
