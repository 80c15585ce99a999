#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/sources/stream_cut.h"
#include "engine/base/expected.h"
#include "engine/base/units.h"
#include "engine/geo/position.h"

namespace beatwatch {

// Trackers that speak Teltonika's codec 8 or 8 extended, over TCP or UDP. Source: the maker's wiki,
// "Teltonika Data Sending Protocols".

/// Why octets are not a frame, in the order in which the checks stand. Over TCP the first seven and
/// `trailing_bytes` for what follows the frame; over UDP `truncated`, `length_mismatch` and the
/// identity's.
enum class teltonika_error : std::uint8_t {
  bad_preamble_or_imei,  ///< neither begins here
  truncated,
  bad_imei,  ///< not a digit
  bad_preamble,
  bad_length,  ///< below 3, or above `teltonika_data_max`
  trailing_bytes,
  crc_mismatch,
  length_mismatch,
  bad_imei_length,
  unsupported_codec,
  record_count_mismatch,
  bad_priority,
  record_truncated,
  io_count_mismatch,
  out_of_range,  ///< coordinates
};
inline constexpr std::size_t teltonika_error_count = 15;

/// The label, spelt like the enumerator.
std::string_view to_string(teltonika_error error);

/// Octets from codec to second record count that are accepted.
inline constexpr std::size_t teltonika_data_max = 4'096;

struct avl_record {
  std::uint64_t time_ms = 0;  ///< since 1970, UTC; whatever the unit sent
  std::uint8_t priority = 0;  ///< 0 low, 1 high, 2 panic
  position at;                ///< without satellites the last one known
  std::int16_t altitude_m = 0;
  std::uint16_t angle_deg = 0;
  std::uint8_t satellites = 0;
  std::uint16_t speed_kmh = 0;  ///< 0 without a fix
  std::uint16_t event_element = 0;
  std::uint16_t element_count = 0;
  std::optional<bool> ignition;
  std::optional<bool> movement;
  std::optional<std::uint16_t> hdop_tenths;
  std::span<const std::byte> elements;  ///< as sent; see `for_each_element`
};

/// Whether the position may be plotted: there were satellites, and it is not (0, 0).
constexpr bool position_valid(const avl_record& record) {
  return record.satellites > 0 && record.at != position{};
}

struct avl_imei {
  std::array<char, 15> digits{};
  [[nodiscard]] std::string_view view() const { return {digits.data(), digits.size()}; }
};

struct avl_packet {
  bool is_extended = false;  ///< codec 8 extended
  std::size_t record_count = 0;
};

/// A unit says who it is, once at the beginning of a connection, or sends records.
using teltonika_frame = std::variant<avl_imei, avl_packet>;

struct teltonika_datagram {
  std::uint16_t packet_id = 0;
  std::uint8_t avl_packet_id = 0;
  avl_imei imei;
  avl_packet packet;
};

/// One frame of a TCP stream. The records go into `records`, which is emptied first and refers to
/// `octets`; of a frame that is refused nothing stands in it.
expected<teltonika_frame, teltonika_error> decode_teltonika_tcp(std::span<const std::byte> octets,
                                                                std::vector<avl_record>& records);

/// One datagram, likewise.
expected<teltonika_datagram, teltonika_error> decode_teltonika_udp(
    std::span<const std::byte> octets, std::vector<avl_record>& records);

/// One identity or packet of a TCP stream; octets FF before it keep the connection alive. What
/// cannot begin a frame is given whole, for its error: nothing behind it can be found.
std::optional<stream_cut> cut_teltonika_tcp(std::string_view received);
/// One datagram of a file of datagrams.
std::optional<stream_cut> cut_teltonika_udp(std::string_view received);

/// An element of a record: its number, and its value as octets.
using element_visitor = std::function<void(std::uint16_t, std::span<const std::byte>)>;
/// Those of fixed length, then (extended) of variable length.
void for_each_element(const avl_record& record,
                      bool is_extended,
                      const element_visitor& fixed,
                      const element_visitor& variable);

// What the server answers.
inline constexpr std::string_view teltonika_accept{"\x01", 1};
inline constexpr std::string_view teltonika_refuse{"\x00", 1};
/// So many records were kept; a unit sends again what was not.
std::string teltonika_tcp_answer(std::size_t records_kept);
std::string teltonika_udp_answer(const teltonika_datagram& datagram, std::size_t records_kept);
// To what is as the unit made it, and cannot be understood: unless all its records are acknowledged
// it comes again for ever. For errors from `unsupported_codec` on.
constexpr bool is_as_made(teltonika_error error) {
  return error >= teltonika_error::unsupported_codec;
}
std::string teltonika_tcp_answer_to_refused(std::string_view frame);
std::string teltonika_udp_answer_to_refused(std::string_view datagram);

}  // namespace beatwatch
