#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/expected.h"
#include "engine/geo/position.h"

namespace beatwatch {

/// Why octets are not a feed of vehicle positions, as the first fault in their order.
enum class gtfs_rt_error : std::uint8_t {
  truncated,
  bad_wire_type,  ///< one that does not exist, or another than the member's
  bad_varint,     ///< longer than ten octets
  missing_field,
  out_of_range,
};
inline constexpr std::size_t gtfs_rt_error_count = 5;

/// The label, spelt like the enumerator.
std::string_view to_string(gtfs_rt_error error);

inline constexpr std::size_t gtfs_rt_size_max = std::size_t{16} << 20U;

/// A vehicle of a GTFS-realtime feed; views into the octets. Absent is what the feed leaves out.
struct gtfs_rt_vehicle {
  std::string_view entity_id;
  std::optional<position> at;  ///< from single precision: steps of 0.4 m at latitudes of Britain
  std::optional<double> bearing_deg;
  std::optional<double> odometer_m;
  std::optional<double> speed_mps;
  std::optional<std::uint64_t> time_epoch_s;
  std::optional<std::string_view> vehicle_id;
  std::optional<std::string_view> label;
  std::optional<std::string_view> license_plate;
};

struct gtfs_rt_feed {
  std::string_view version;
  std::optional<std::uint64_t> header_epoch_s;
  std::vector<gtfs_rt_vehicle> vehicles;  ///< entities without a vehicle are left out
};

/// Decodes a FeedMessage. Members that are not named here are passed over; of a repeated one that
/// should be single the last counts. Source: google/transit, gtfs-realtime.proto.
expected<gtfs_rt_feed, gtfs_rt_error> decode_gtfs_rt(std::span<const std::byte> octets);

/// The feed as JSON, or {"error": label}.
std::string gtfs_rt_json(std::string_view octets);

}  // namespace beatwatch
