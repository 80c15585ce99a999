#include "adapters/sources/lip_json.h"

#include "adapters/sources/lip_values.h"
#include "adapters/sources/record_json.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

void add_time(ordered_json& line, const lip_report& report) {
  if (report.is_long) {
    line["time_type"] = to_string(report.time_type);
  }
  if (report.time_type == lip_time_type::time_elapsed) {
    line["time_elapsed_code"] = report.time_elapsed;
    line["age_s_max"] = or_null(lip_age_s_max(report.time_elapsed));
  } else if (report.time_type == lip_time_type::time_of_position) {
    const lip_time_of_position& t = report.time_of_position;
    line["time_of_position"] = {
        {"day", t.day}, {"hour", t.hour}, {"minute", t.minute}, {"second", t.second}};
  }
}

void add_circle(ordered_json& line, const lip_report& report) {
  line["horizontal_uncertainty_code"] = report.uncertainty;
  line["horizontal_uncertainty_m"] = or_null(lip_uncertainty_m(report.uncertainty));
}

void add_ellipse(ordered_json& line, const lip_report& report) {
  line["semi_major_m"] = or_null(lip_uncertainty_m(report.uncertainty));
  line["semi_minor_m"] = or_null(lip_uncertainty_m(report.semi_minor));
  line["ellipse_angle_deg"] = lip_angle_deg(report.ellipse_angle);
  line["confidence_code"] = report.confidence;
}

void add_altitude(ordered_json& line, const lip_report& report) {
  line["alt_ref"] =
      lip_altitude_is_user_defined(report.altitude) ? "user_defined" : "wgs84_ellipsoid";
  line["alt_m"] = or_null(lip_altitude_m(report.altitude));
}

void add_altitude_uncertainty(ordered_json& line, const lip_report& report) {
  line["alt_uncertainty_m_max"] =
      or_null(lip_altitude_uncertainty_m_max(report.altitude_uncertainty));
}

void add_arc(ordered_json& line, const lip_report& report) {
  line["inner_radius_m"] = 2 * report.inner_radius;
  line["outer_radius_m"] = 2 * report.outer_radius;
  line["start_angle_deg"] = lip_angle_deg(report.start_angle);
  line["stop_angle_deg"] = lip_angle_deg(report.stop_angle);
  line["confidence_code"] = report.confidence;
}

void add_extent(ordered_json& line, const lip_report& report) {
  switch (report.shape) {
    case lip_shape::none:
    case lip_shape::point:
      break;
    case lip_shape::circle:
      add_circle(line, report);
      break;
    case lip_shape::ellipse:
      add_ellipse(line, report);
      break;
    case lip_shape::point_altitude:
      add_altitude(line, report);
      break;
    case lip_shape::circle_altitude:
      add_circle(line, report);
      add_altitude(line, report);
      break;
    case lip_shape::ellipse_altitude:
      add_ellipse(line, report);
      add_altitude(line, report);
      break;
    case lip_shape::circle_altitude_uncertainty:
      add_circle(line, report);
      add_altitude(line, report);
      add_altitude_uncertainty(line, report);
      break;
    case lip_shape::ellipse_altitude_uncertainty:
      add_ellipse(line, report);
      add_altitude(line, report);
      add_altitude_uncertainty(line, report);
      break;
    case lip_shape::arc:
      add_arc(line, report);
      break;
    case lip_shape::point_position_error:
      line["position_error_code"] = report.position_error;
      line["position_error_m_max"] = or_null(lip_position_error_m_max(report.position_error));
      break;
  }
}

void add_location(ordered_json& line, const lip_report& report) {
  if (report.is_long) {
    line["shape"] = to_string(report.shape);
  }
  if (report.shape != lip_shape::none) {
    add_position(line, report.at);
  }
  add_extent(line, report);
}

void add_vertical_velocity(ordered_json& line, const lip_report& report) {
  const auto speed = lip_speed_mps(report.vertical_velocity);
  line["vertical_speed_mps"] = or_null(speed && report.downwards ? std::optional{-*speed} : speed);
  if (lip_has_vertical_uncertainty(report.velocity_type)) {
    line["vertical_speed_uncertainty_mps_max"] =
        or_null(lip_speed_uncertainty_mps_max(report.vertical_uncertainty));
  }
}

void add_velocity(ordered_json& line, const lip_report& report) {
  if (report.is_long) {
    line["velocity_type"] = report.velocity_type;
  }
  if (report.velocity_type > 0) {
    line["velocity_code"] = report.velocity;
    line["speed_mps"] = or_null(lip_speed_mps(report.velocity));
  }
  if (lip_has_velocity_uncertainty(report.velocity_type)) {
    line["speed_uncertainty_mps_max"] =
        or_null(lip_speed_uncertainty_mps_max(report.velocity_uncertainty));
  }
  if (lip_has_vertical_velocity(report.velocity_type)) {
    add_vertical_velocity(line, report);
  }
  if (!report.is_long) {
    line["direction_code"] = report.direction >> 4U;
  }
  if (lip_has_direction(report.velocity_type)) {
    line["heading_deg"] = or_null(lip_heading_deg(report));
  }
  if (lip_has_direction_uncertainty(report.velocity_type)) {
    line["heading_uncertainty_deg_max"] =
        or_null(lip_direction_uncertainty_deg_max(report.direction_uncertainty));
  }
}

}  // namespace

ordered_json lip_json(const lip_report& report) {
  ordered_json line{{"pdu", report.is_long ? "long_location_report" : "short_location_report"}};
  add_time(line, report);
  add_location(line, report);
  add_velocity(line, report);
  if (report.is_long) {
    line["ack_requested"] = report.ack_requested;
  }
  line[report.user_defined ? "user_data" : "reason_code"] = report.additional;
  line["position_valid"] = report.position_valid;
  return line;
}

std::string lip_line_json(std::string_view octets) {
  const auto report = decode_lip(std::as_bytes(std::span{octets}), octets.size() * 8);
  return report ? record_line(lip_json(*report)) : error_json(to_string(report.error()));
}

}  // namespace beatwatch
