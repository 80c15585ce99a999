#include "adapters/sources/lip_decode.h"

#include <array>

#include "adapters/sources/bit_reader.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, lip_error_count> labels{"truncated",
                                                               "unsupported_pid",
                                                               "reserved_pdu_type",
                                                               "not_a_location_report",
                                                               "reserved_time_type",
                                                               "bad_time_of_position",
                                                               "unsupported_location_shape"};

constexpr unsigned lip_pid = 0x0A;
constexpr unsigned long_location_report = 3;

std::uint8_t read_8(bit_reader& bits, unsigned width) {
  return static_cast<std::uint8_t>(bits.read(width));
}

/// A code of `bits` bits for a whole turn, rounded to 1e-7 degree, halves up.
constexpr std::int32_t turn_to_e7(std::int64_t code, unsigned bits) {
  return static_cast<std::int32_t>((code * 3'600'000'000 + (std::int64_t{1} << (bits - 1))) >>
                                   bits);
}

void read_coordinates(bit_reader& bits, lip_report& report) {
  const std::int32_t lon = bits.read_signed(25);
  const std::int32_t lat = bits.read_signed(24);
  report.at = {.lat_e7 = turn_to_e7(lat, 25), .lon_e7 = turn_to_e7(lon, 25)};
  report.position_valid = lat != 0 || lon != 0;
}

void read_additional(bit_reader& bits, lip_report& report) {
  report.user_defined = bits.read(1) != 0;
  report.additional = read_8(bits, 8);
}

void read_short(bit_reader& bits, lip_report& report) {
  report.time_type = lip_time_type::time_elapsed;
  report.time_elapsed = read_8(bits, 2);
  report.shape = lip_shape::point_position_error;
  read_coordinates(bits, report);
  report.position_error = read_8(bits, 3);
  report.velocity_type = 5;
  report.velocity = read_8(bits, 7);
  report.direction = static_cast<std::uint8_t>(bits.read(4) << 4U);
  read_additional(bits, report);
}

std::optional<lip_error> read_time_of_position(bit_reader& bits, lip_report& report) {
  const std::uint32_t time = bits.read(22);
  if (bits.ran_out()) {
    return lip_error::truncated;
  }
  report.time_of_position = {.day = static_cast<std::uint8_t>(time >> 17U),
                             .hour = static_cast<std::uint8_t>(time >> 12U & 31U),
                             .minute = static_cast<std::uint8_t>(time >> 6U & 63U),
                             .second = static_cast<std::uint8_t>(time & 63U)};
  const lip_time_of_position& t = report.time_of_position;
  if (t.day == 0 || t.hour > 23 || t.minute > 59 || t.second > 59) {
    return lip_error::bad_time_of_position;
  }
  return std::nullopt;
}

std::optional<lip_error> read_time(bit_reader& bits, lip_report& report) {
  const std::uint32_t type = bits.read(2);
  if (type > 2) {
    return lip_error::reserved_time_type;
  }
  report.time_type = static_cast<lip_time_type>(type);
  if (report.time_type == lip_time_type::time_elapsed) {
    report.time_elapsed = read_8(bits, 2);
  }
  return report.time_type == lip_time_type::time_of_position ? read_time_of_position(bits, report)
                                                             : std::nullopt;
}

void read_circle(bit_reader& bits, lip_report& report) { report.uncertainty = read_8(bits, 6); }

void read_ellipse(bit_reader& bits, lip_report& report) {
  report.uncertainty = read_8(bits, 6);
  report.semi_minor = read_8(bits, 6);
  report.ellipse_angle = read_8(bits, 8);
}

void read_altitude(bit_reader& bits, lip_report& report) {
  report.altitude = static_cast<std::uint16_t>(bits.read(12));
}

void read_arc(bit_reader& bits, lip_report& report) {
  report.inner_radius = static_cast<std::uint16_t>(bits.read(16));
  report.outer_radius = static_cast<std::uint16_t>(bits.read(16));
  report.start_angle = read_8(bits, 8);
  report.stop_angle = read_8(bits, 8);
  report.confidence = read_8(bits, 3);
}

/// What follows the coordinates.
void read_extent(bit_reader& bits, lip_report& report) {
  switch (report.shape) {
    case lip_shape::none:
    case lip_shape::point:
      return;
    case lip_shape::circle:
      return read_circle(bits, report);
    case lip_shape::ellipse:
      read_ellipse(bits, report);
      report.confidence = read_8(bits, 3);
      return;
    case lip_shape::point_altitude:
      return read_altitude(bits, report);
    case lip_shape::circle_altitude:
      read_circle(bits, report);
      return read_altitude(bits, report);
    case lip_shape::ellipse_altitude:
      read_ellipse(bits, report);
      read_altitude(bits, report);
      report.confidence = read_8(bits, 3);
      return;
    case lip_shape::circle_altitude_uncertainty:
      read_circle(bits, report);
      read_altitude(bits, report);
      report.altitude_uncertainty = read_8(bits, 3);
      return;
    case lip_shape::ellipse_altitude_uncertainty:
      read_ellipse(bits, report);
      read_altitude(bits, report);
      report.altitude_uncertainty = read_8(bits, 3);
      report.confidence = read_8(bits, 3);
      return;
    case lip_shape::arc:
      return read_arc(bits, report);
    case lip_shape::point_position_error:
      report.position_error = read_8(bits, 3);
      return;
  }
}

std::optional<lip_error> read_location(bit_reader& bits, lip_report& report) {
  const std::uint32_t shape = bits.read(4);
  if (bits.ran_out()) {
    return lip_error::truncated;
  }
  if (shape > static_cast<std::uint32_t>(lip_shape::point_position_error)) {
    return lip_error::unsupported_location_shape;
  }
  report.shape = static_cast<lip_shape>(shape);
  if (report.shape != lip_shape::none) {
    read_coordinates(bits, report);
  }
  read_extent(bits, report);
  return std::nullopt;
}

void read_velocity(bit_reader& bits, lip_report& report) {
  report.velocity_type = read_8(bits, 3);
  const unsigned type = report.velocity_type;
  if (type > 0) {
    report.velocity = read_8(bits, 7);
  }
  if (lip_has_velocity_uncertainty(type)) {
    report.velocity_uncertainty = read_8(bits, 3);
  }
  if (lip_has_vertical_velocity(type)) {
    report.downwards = bits.read(1) != 0;
    report.vertical_velocity = read_8(bits, 7);
  }
  if (lip_has_vertical_uncertainty(type)) {
    report.vertical_uncertainty = read_8(bits, 3);
  }
  if (lip_has_direction(type)) {
    report.direction = read_8(bits, 8);
  }
  if (lip_has_direction_uncertainty(type)) {
    report.direction_uncertainty = read_8(bits, 3);
  }
}

std::optional<lip_error> read_extended(bit_reader& bits, lip_report& report) {
  const std::uint32_t extension = bits.read(4);
  if (bits.ran_out()) {
    return lip_error::truncated;
  }
  if (extension != long_location_report) {
    return lip_error::not_a_location_report;
  }
  report.is_long = true;
  if (const auto error = read_time(bits, report)) {
    return error;
  }
  if (const auto error = read_location(bits, report)) {
    return error;
  }
  read_velocity(bits, report);
  report.ack_requested = bits.read(1) != 0;
  read_additional(bits, report);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(lip_error error) { return labels.at(static_cast<std::size_t>(error)); }

expected<lip_report, lip_error> decode_lip(std::span<const std::byte> octets,
                                           std::size_t bit_length) {
  bit_reader bits{octets, bit_length};
  const std::uint32_t pid = bits.read(8);
  if (bits.ran_out()) {
    return unexpected{lip_error::truncated};
  }
  if (pid != lip_pid) {
    return unexpected{lip_error::unsupported_pid};
  }
  const std::uint32_t type = bits.read(2);
  if (bits.ran_out()) {
    return unexpected{lip_error::truncated};
  }
  if (type > 1) {
    return unexpected{lip_error::reserved_pdu_type};
  }
  lip_report report;
  if (type == 0) {
    read_short(bits, report);
  } else if (const auto error = read_extended(bits, report)) {
    return unexpected{*error};
  }
  if (bits.ran_out()) {
    return unexpected{lip_error::truncated};
  }
  return report;
}

}  // namespace beatwatch
