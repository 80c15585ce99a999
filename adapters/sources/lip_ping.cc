#include "adapters/sources/lip_ping.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

#include "adapters/sources/lip_values.h"
#include "adapters/sources/ping_fields.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr duration position_ahead_max = 60s;
constexpr double speed_mps_min = 3;
constexpr double speed_mps_unknown = 50;
constexpr double unknown_m = std::numeric_limits<double>::infinity();
constexpr double deviations_of_error = 2;

/// sqrt(-2 ln(1 - p)) for p of 50, 68, 80, 90 and 95 %: how many standard deviations the axis of an
/// ellipse has that holds so much of a normal distribution in the plane.
constexpr std::array<double, 5> deviations_of_confidence{1.177, 1.510, 1.794, 2.146, 2.448};

/// Reasons for sending.
constexpr unsigned powered_on = 0;
constexpr unsigned powered_off = 1;
constexpr unsigned emergency = 2;
constexpr unsigned status = 4;
constexpr unsigned response = 32;
constexpr unsigned interval_passed = 129;
constexpr unsigned distance_passed = 130;

bool is_emergency(const lip_report& report) {
  return !report.user_defined && report.additional == emergency;
}

ping_trigger trigger_of(const lip_report& report) {
  if (report.user_defined) {
    return ping_trigger::unknown;
  }
  switch (report.additional) {
    case powered_on:
    case powered_off:
      return ping_trigger::power;
    case emergency:
      return ping_trigger::emergency;
    case status:
      return ping_trigger::status;
    case response:
      return ping_trigger::request;
    case interval_passed:
      return ping_trigger::interval;
    case distance_passed:
      return ping_trigger::distance;
    default:
      return ping_trigger::unknown;
  }
}

/// The latest instant with this day and time of day that is not too far ahead of reception.
std::optional<instant> dated(const lip_time_of_position& time, instant received_at) {
  const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(received_at)};
  for (const int months : {1, 0, -1}) {
    const auto month = today.year() / today.month() + std::chrono::months{months};
    const std::chrono::year_month_day date = month / std::chrono::day{time.day};
    const instant at = std::chrono::sys_days{date} + std::chrono::hours{time.hour} +
                       std::chrono::minutes{time.minute} + std::chrono::seconds{time.second};
    if (date.ok() && at <= received_at + position_ahead_max) {
      return at;
    }
  }
  return std::nullopt;
}

// Not `value_or`, which would make an int of what has no bound.
double bound_m(std::optional<int> whole_m) { return whole_m ? *whole_m : unknown_m; }

/// One standard deviation; empty: the report states nothing.
std::optional<double> stated_error_m(const lip_report& report) {
  switch (report.shape) {
    case lip_shape::point_position_error:
      return bound_m(lip_position_error_m_max(report.position_error)) / deviations_of_error;
    case lip_shape::circle:
    case lip_shape::circle_altitude:
    case lip_shape::circle_altitude_uncertainty:
      return lip_uncertainty_m(report.uncertainty).value_or(unknown_m) / deviations_of_error;
    case lip_shape::ellipse:
    case lip_shape::ellipse_altitude:
    case lip_shape::ellipse_altitude_uncertainty: {
      const double axis = std::max(lip_uncertainty_m(report.uncertainty).value_or(unknown_m),
                                   lip_uncertainty_m(report.semi_minor).value_or(unknown_m));
      return axis / (report.confidence < deviations_of_confidence.size()
                         ? deviations_of_confidence.at(report.confidence)
                         : deviations_of_error);
    }
    case lip_shape::arc:
      return 2.0 * report.outer_radius / deviations_of_error;
    case lip_shape::none:
    case lip_shape::point:
    case lip_shape::point_altitude:
      break;
  }
  return std::nullopt;
}

/// How far the radio may have gone since its fix.
double gone_since_m(const lip_report& report) {
  if (report.time_type != lip_time_type::time_elapsed || report.time_elapsed == 0) {
    return 0;
  }
  const auto age_s = lip_age_s_max(report.time_elapsed);
  const auto speed = lip_speed_mps(report.velocity);
  return age_s ? *age_s * std::max(speed.value_or(speed_mps_unknown), speed_mps_min) : unknown_m;
}

std::optional<std::uint32_t> accuracy_cm(const lip_report& report) {
  const auto stated = stated_error_m(report);
  const double gone = gone_since_m(report);
  if (!stated && gone == 0) {
    return std::nullopt;
  }
  return accuracy_cm_of_metres(stated.value_or(0) + gone / deviations_of_error);
}

}  // namespace

expected<ping, intake_reason> lip_to_ping(const lip_report& report, instant received_at) {
  if (!report.position_valid) {
    return unexpected{is_emergency(report) ? intake_reason::emergency_without_position
                                           : intake_reason::no_fix};
  }
  const auto at = report.time_type == lip_time_type::time_of_position
                      ? dated(report.time_of_position, received_at)
                      : std::optional{received_at};
  if (!at) {
    return unexpected{intake_reason::bad_time_of_position};
  }
  ping made{.at = report.at, .accuracy_cm = accuracy_cm(report), .trigger = trigger_of(report)};
  if (const auto reason = set_observed(*at, made)) {
    return unexpected{*reason};
  }
  if (const auto reason =
          set_motion(lip_speed_mps(report.velocity), lip_heading_deg(report), made)) {
    return unexpected{*reason};
  }
  return made;
}

}  // namespace beatwatch
