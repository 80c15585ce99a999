#include "adapters/sources/teltonika_decode.h"

#include <algorithm>

#include "adapters/sources/crc16.h"
#include "adapters/sources/octet_reader.h"

namespace beatwatch {
namespace {

constexpr std::array<std::string_view, teltonika_error_count> labels{"bad_preamble_or_imei",
                                                                     "truncated",
                                                                     "bad_imei",
                                                                     "bad_preamble",
                                                                     "bad_length",
                                                                     "trailing_bytes",
                                                                     "crc_mismatch",
                                                                     "length_mismatch",
                                                                     "bad_imei_length",
                                                                     "unsupported_codec",
                                                                     "record_count_mismatch",
                                                                     "bad_priority",
                                                                     "record_truncated",
                                                                     "io_count_mismatch",
                                                                     "out_of_range"};

constexpr std::uint64_t codec_8 = 0x08;
constexpr std::uint64_t codec_8_extended = 0x8E;
constexpr std::size_t imei_size = 15;
constexpr std::size_t data_min = 3;
constexpr std::size_t header_size = 8;
constexpr std::size_t crc_size = 4;
constexpr std::byte keep_alive{0xFF};

constexpr std::uint16_t element_hdop = 182;
constexpr std::uint16_t element_ignition = 239;
constexpr std::uint16_t element_movement = 240;

std::optional<avl_imei> read_imei(std::span<const std::byte> octets) {
  avl_imei imei;
  std::transform(octets.begin(), octets.end(), imei.digits.begin(), [](std::byte octet) {
    return std::to_integer<char>(octet);
  });
  const bool digits = std::all_of(
      imei.digits.begin(), imei.digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::optional{imei} : std::nullopt;
}

void note(avl_record& record, std::uint64_t id, std::uint64_t value) {
  if (id == element_ignition) {
    record.ignition = value != 0;
  } else if (id == element_movement) {
    record.movement = value != 0;
  } else if (id == element_hdop && value <= 0xFFFF) {
    record.hdop_tenths = static_cast<std::uint16_t>(value);
  }
}

/// How wide numbers and counts of elements are.
constexpr std::size_t width_of(bool is_extended) { return is_extended ? 2 : 1; }

/// Reads over the elements; how many there were.
std::size_t read_elements(octet_reader& octets, bool is_extended, avl_record& record) {
  const std::size_t width = width_of(is_extended);
  std::size_t total = 0;
  for (const std::size_t size : {1U, 2U, 4U, 8U}) {
    const std::uint64_t count = octets.read(width);
    for (std::uint64_t i = 0; i < count && !octets.ran_out(); ++i) {
      const std::uint64_t id = octets.read(width);
      note(record, id, octets.read(size));
    }
    total += count;
  }
  if (is_extended) {
    const std::uint64_t count = octets.read(width);
    for (std::uint64_t i = 0; i < count && !octets.ran_out(); ++i) {
      octets.read(width);
      octets.take(octets.read(width));
    }
    total += count;
  }
  return total;
}

std::optional<teltonika_error> read_record(octet_reader& octets,
                                           std::span<const std::byte> data,
                                           bool is_extended,
                                           avl_record& record) {
  const std::size_t width = width_of(is_extended);
  record.time_ms = octets.read(8);
  record.priority = static_cast<std::uint8_t>(octets.read(1));
  record.at.lon_e7 = static_cast<std::int32_t>(octets.read(4));
  record.at.lat_e7 = static_cast<std::int32_t>(octets.read(4));
  record.altitude_m = static_cast<std::int16_t>(octets.read(2));
  record.angle_deg = static_cast<std::uint16_t>(octets.read(2));
  record.satellites = static_cast<std::uint8_t>(octets.read(1));
  record.speed_kmh = static_cast<std::uint16_t>(octets.read(2));
  record.event_element = static_cast<std::uint16_t>(octets.read(width));
  record.element_count = static_cast<std::uint16_t>(octets.read(width));
  const std::size_t begin = octets.position();
  const std::size_t elements = read_elements(octets, is_extended, record);
  record.elements = data.subspan(begin, octets.position() - begin);
  if (record.priority > 2) {
    return teltonika_error::bad_priority;
  }
  if (octets.ran_out()) {
    return teltonika_error::record_truncated;
  }
  if (elements != record.element_count) {
    return teltonika_error::io_count_mismatch;
  }
  return valid(record.at) ? std::nullopt : std::optional{teltonika_error::out_of_range};
}

/// `data` from the codec to the second record count.
expected<avl_packet, teltonika_error> read_packet(std::span<const std::byte> data,
                                                  std::vector<avl_record>& records) {
  octet_reader octets{data.first(data.size() - 1)};
  const std::uint64_t codec = octets.read(1);
  if (codec != codec_8 && codec != codec_8_extended) {
    return unexpected{teltonika_error::unsupported_codec};
  }
  const avl_packet packet{.is_extended = codec == codec_8_extended, .record_count = octets.read(1)};
  if (std::to_integer<std::size_t>(data.back()) != packet.record_count) {
    return unexpected{teltonika_error::record_count_mismatch};
  }
  for (std::size_t i = 0; i < packet.record_count; ++i) {
    if (const auto error = read_record(octets, data, packet.is_extended, records.emplace_back())) {
      return unexpected{*error};
    }
  }
  if (octets.left() > 0) {
    return unexpected{teltonika_error::trailing_bytes};
  }
  return packet;
}

/// Of a TCP stream, from its first octet on.
expected<avl_imei, teltonika_error> decode_identity(std::span<const std::byte> octets) {
  if (octets.size() < 2 + imei_size) {
    return unexpected{teltonika_error::truncated};
  }
  const auto imei = read_imei(octets.subspan(2, imei_size));
  if (!imei) {
    return unexpected{teltonika_error::bad_imei};
  }
  if (octets.size() > 2 + imei_size) {
    return unexpected{teltonika_error::trailing_bytes};
  }
  return *imei;
}

expected<avl_packet, teltonika_error> decode_packet(std::span<const std::byte> octets,
                                                    std::vector<avl_record>& records) {
  if (octets.size() < header_size + crc_size) {
    return unexpected{teltonika_error::truncated};
  }
  octet_reader header{octets};
  if (header.read(4) != 0) {
    return unexpected{teltonika_error::bad_preamble};
  }
  const std::uint64_t size = header.read(4);
  if (size < data_min || size > teltonika_data_max) {
    return unexpected{teltonika_error::bad_length};
  }
  const auto data = header.take(size);
  const std::uint64_t crc = header.read(crc_size);
  if (header.ran_out()) {
    return unexpected{teltonika_error::truncated};
  }
  if (header.left() > 0) {
    return unexpected{teltonika_error::trailing_bytes};
  }
  if (crc != crc16_arc(data)) {
    return unexpected{teltonika_error::crc_mismatch};
  }
  return read_packet(data, records);
}

expected<teltonika_frame, teltonika_error> decode_frame(std::span<const std::byte> octets,
                                                        std::vector<avl_record>& records) {
  octet_reader start{octets};
  const std::uint64_t first = start.read(2);
  if (start.ran_out()) {
    return unexpected{teltonika_error::truncated};
  }
  if (first == imei_size) {
    const auto imei = decode_identity(octets);
    return imei ? expected<teltonika_frame, teltonika_error>{teltonika_frame{*imei}}
                : unexpected{imei.error()};
  }
  if (first != 0) {
    return unexpected{teltonika_error::bad_preamble_or_imei};
  }
  const auto packet = decode_packet(octets, records);
  return packet ? expected<teltonika_frame, teltonika_error>{teltonika_frame{*packet}}
                : unexpected{packet.error()};
}

expected<teltonika_datagram, teltonika_error> decode_datagram(std::span<const std::byte> octets,
                                                              std::vector<avl_record>& records) {
  octet_reader all{octets};
  const std::uint64_t length = all.read(2);
  if (all.ran_out()) {
    return unexpected{teltonika_error::truncated};
  }
  if (length != all.left()) {
    return unexpected{teltonika_error::length_mismatch};
  }
  teltonika_datagram datagram;
  datagram.packet_id = static_cast<std::uint16_t>(all.read(2));
  all.read(1);
  datagram.avl_packet_id = static_cast<std::uint8_t>(all.read(1));
  const std::uint64_t imei_length = all.read(2);
  if (all.ran_out()) {
    return unexpected{teltonika_error::truncated};
  }
  if (imei_length != imei_size) {
    return unexpected{teltonika_error::bad_imei_length};
  }
  const auto digits = all.take(imei_size);
  if (all.ran_out() || all.left() < data_min) {
    return unexpected{teltonika_error::truncated};
  }
  const auto imei = read_imei(digits);
  if (!imei) {
    return unexpected{teltonika_error::bad_imei};
  }
  datagram.imei = *imei;
  const auto packet = read_packet(all.take(all.left()), records);
  if (!packet) {
    return unexpected{packet.error()};
  }
  datagram.packet = *packet;
  return datagram;
}

std::string big_endian(std::uint64_t value, std::size_t size) {
  std::string octets(size, '\0');
  for (std::size_t i = size; i > 0; --i, value >>= 8U) {
    octets[i - 1] = static_cast<char>(value & 0xFFU);
  }
  return octets;
}

std::span<const std::byte> octets_of(std::string_view text) {
  return std::as_bytes(std::span{text});
}

}  // namespace

std::string_view to_string(teltonika_error error) {
  return labels.at(static_cast<std::size_t>(error));
}

expected<teltonika_frame, teltonika_error> decode_teltonika_tcp(std::span<const std::byte> octets,
                                                                std::vector<avl_record>& records) {
  records.clear();
  const auto frame = decode_frame(octets, records);
  if (!frame) {
    records.clear();
  }
  return frame;
}

expected<teltonika_datagram, teltonika_error> decode_teltonika_udp(
    std::span<const std::byte> octets, std::vector<avl_record>& records) {
  records.clear();
  const auto datagram = decode_datagram(octets, records);
  if (!datagram) {
    records.clear();
  }
  return datagram;
}

std::optional<stream_cut> cut_teltonika_tcp(std::string_view received) {
  const auto octets = octets_of(received);
  const auto first = std::find_if(
      octets.begin(), octets.end(), [](std::byte octet) { return octet != keep_alive; });
  const auto begin = static_cast<std::size_t>(first - octets.begin());
  if (first == octets.end()) {
    return cut_noise(received.size());
  }
  octet_reader start{octets.subspan(begin)};
  const std::uint64_t length = start.read(2);
  if (start.ran_out()) {
    return cut_noise(begin);
  }
  std::size_t end = received.size();
  if (length == imei_size) {
    end = begin + 2 + imei_size;
  } else if (length == 0) {
    const std::uint64_t preamble_rest = start.read(2);
    const std::uint64_t size = start.read(4);
    if (start.ran_out()) {
      return cut_noise(begin);
    }
    if (preamble_rest == 0 && size >= data_min && size <= teltonika_data_max) {
      end = begin + header_size + size + crc_size;
    }
  }
  if (end > received.size()) {
    return cut_noise(begin);
  }
  return stream_cut{.begin = begin, .end = end, .next = end};
}

std::optional<stream_cut> cut_teltonika_udp(std::string_view received) {
  octet_reader start{octets_of(received)};
  const std::size_t end = 2 + start.read(2);
  if (start.ran_out() || end > received.size()) {
    return std::nullopt;
  }
  return stream_cut{.begin = 0, .end = end, .next = end};
}

void for_each_element(const avl_record& record,
                      bool is_extended,
                      const element_visitor& fixed,
                      const element_visitor& variable) {
  octet_reader octets{record.elements};
  const std::size_t width = width_of(is_extended);
  const auto visit = [&](std::size_t size, const element_visitor& visitor) {
    const auto id = static_cast<std::uint16_t>(octets.read(width));
    visitor(id, octets.take(size > 0 ? size : octets.read(width)));
  };
  for (const std::size_t size : {1U, 2U, 4U, 8U}) {
    for (std::uint64_t left = octets.read(width); left > 0 && !octets.ran_out(); --left) {
      visit(size, fixed);
    }
  }
  for (std::uint64_t left = is_extended ? octets.read(width) : 0; left > 0 && !octets.ran_out();
       --left) {
    visit(0, variable);
  }
}

std::string teltonika_tcp_answer(std::size_t records_kept) { return big_endian(records_kept, 4); }

std::string teltonika_udp_answer(const teltonika_datagram& datagram, std::size_t records_kept) {
  return big_endian(5, 2) + big_endian(datagram.packet_id, 2) + big_endian(1, 1) +
         big_endian(datagram.avl_packet_id, 1) + big_endian(records_kept, 1);
}

std::string teltonika_tcp_answer_to_refused(std::string_view frame) {
  octet_reader octets{octets_of(frame)};
  octets.take(header_size + 1);
  return teltonika_tcp_answer(octets.read(1));
}

std::string teltonika_udp_answer_to_refused(std::string_view datagram) {
  octet_reader octets{octets_of(datagram)};
  octets.take(2);
  const auto packet_id = static_cast<std::uint16_t>(octets.read(2));
  octets.take(1);
  const auto avl_packet_id = static_cast<std::uint8_t>(octets.read(1));
  octets.take(2 + imei_size + 1);
  return teltonika_udp_answer({.packet_id = packet_id, .avl_packet_id = avl_packet_id},
                              octets.read(1));
}

}  // namespace beatwatch
