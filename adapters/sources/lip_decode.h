#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

// TETRA Location Information Protocol: location reports of radios. Source: ETSI TS 100 392-18-1,
// as several independent implementations agree on it.

/// Why octets are not a location report, in the order in which the checks stand.
enum class lip_error : std::uint8_t {
  truncated,  ///< at whichever field ends early
  unsupported_pid,
  reserved_pdu_type,
  not_a_location_report,  ///< another message of the protocol
  reserved_time_type,
  bad_time_of_position,
  unsupported_location_shape,
};
inline constexpr std::size_t lip_error_count = 7;

/// The label, spelt like the enumerator.
std::string_view to_string(lip_error error);

enum class lip_time_type : std::uint8_t { none, time_elapsed, time_of_position };

/// In the order of their codes.
enum class lip_shape : std::uint8_t {
  none,  ///< no coordinates at all
  point,
  circle,
  ellipse,
  point_altitude,
  circle_altitude,
  ellipse_altitude,
  circle_altitude_uncertainty,
  ellipse_altitude_uncertainty,
  arc,
  point_position_error,
};

/// Without month and year; UTC.
struct lip_time_of_position {
  std::uint8_t day = 0;  ///< 1 ... 31
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t second = 0;
};

/// A report as it was coded; what the codes mean stands in `lip_values.h`. Codes that the report
/// does not carry are those for "unknown".
///   short report   time elapsed, shape point_position_error, velocity type 5 with a direction in
///                  steps of 1/16 turn
///   long report    any time, shape and velocity type
struct lip_report {
  bool is_long = false;
  lip_time_type time_type = lip_time_type::none;
  std::uint8_t time_elapsed = 3;          ///< class, of time_elapsed
  lip_time_of_position time_of_position;  ///< of time_of_position

  lip_shape shape = lip_shape::none;
  bool position_valid =
      false;  ///< there are coordinates, and not the (0, 0) of a radio without fix
  position at;
  std::uint8_t position_error = 7;
  std::uint8_t uncertainty = 63;  ///< of a circle; semi-major axis of an ellipse
  std::uint8_t semi_minor = 63;
  std::uint8_t ellipse_angle = 0;
  std::uint8_t confidence = 7;
  std::uint16_t altitude = 0;  ///< reference and code, 12 bits
  std::uint8_t altitude_uncertainty = 7;
  std::uint16_t inner_radius = 0;  ///< of an arc
  std::uint16_t outer_radius = 0;
  std::uint8_t start_angle = 0;
  std::uint8_t stop_angle = 0;

  std::uint8_t velocity_type = 0;
  std::uint8_t velocity = 127;
  std::uint8_t velocity_uncertainty = 7;
  bool downwards = false;
  std::uint8_t vertical_velocity = 127;
  std::uint8_t vertical_uncertainty = 7;
  std::uint8_t direction = 0;  ///< 1/256 turn clockwise from north; see `lip_heading_deg`
  std::uint8_t direction_uncertainty = 7;

  bool ack_requested = false;
  bool user_defined = false;    ///< `additional` is the user's own, not a reason
  std::uint8_t additional = 0;  ///< reason for sending, or the user's octet
};

/// Decodes the user data of one SDS type 4 message, protocol identifier first, of which
/// `bit_length` bits are valid. What follows the last field is padding or an extension, and passed
/// over.
expected<lip_report, lip_error> decode_lip(std::span<const std::byte> octets,
                                           std::size_t bit_length);

// What velocity type 0 ... 7 carries beside the horizontal velocity, which all but 0 have.
constexpr bool lip_has_velocity_uncertainty(unsigned type) {
  return type == 2 || type == 4 || type == 6 || type == 7;
}
constexpr bool lip_has_vertical_velocity(unsigned type) {
  return type == 3 || type == 4 || type == 7;
}
constexpr bool lip_has_vertical_uncertainty(unsigned type) { return type == 4 || type == 7; }
constexpr bool lip_has_direction(unsigned type) { return type >= 5; }
constexpr bool lip_has_direction_uncertainty(unsigned type) { return type >= 6; }

}  // namespace beatwatch
