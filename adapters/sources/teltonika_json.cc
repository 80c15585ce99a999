#include "adapters/sources/teltonika_json.h"

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/octet_reader.h"
#include "adapters/sources/record_json.h"
#include "adapters/sources/rfc3339.h"
#include "adapters/sources/teltonika_decode.h"

namespace beatwatch {
namespace {

using nlohmann::ordered_json;

constexpr std::uint64_t year_10000_ms = 253'402'300'800'000;

std::string hex_of(std::string_view octets) {
  return octets_to_hex(std::as_bytes(std::span{octets}));
}

ordered_json elements_json(const avl_record& record, bool is_extended) {
  ordered_json io = ordered_json::object();
  for_each_element(
      record,
      is_extended,
      [&io](std::uint16_t id, std::span<const std::byte> value) {
        io[std::to_string(id)] = octet_reader{value}.read(value.size());
      },
      [&io](std::uint16_t id, std::span<const std::byte> value) {
        io[std::to_string(id)] = octets_to_hex(value);
      });
  return io;
}

ordered_json record_json(const avl_record& record, bool is_extended) {
  ordered_json json;
  json["time_utc"] =
      record.time_ms < year_10000_ms
          ? ordered_json(format_rfc3339(ms_to_instant(static_cast<std::int64_t>(record.time_ms))))
          : ordered_json(nullptr);
  json["priority"] = record.priority;
  add_position(json, record.at);
  json["alt_m"] = record.altitude_m;
  json["heading_deg"] = record.angle_deg;
  json["satellites"] = record.satellites;
  json["speed_mps"] = record.speed_kmh / 3.6;
  json["position_valid"] = position_valid(record);
  json["event_io_id"] = record.event_element;
  json["io_total"] = record.element_count;
  json["io"] = elements_json(record, is_extended);
  if (record.ignition) {
    json["ignition"] = *record.ignition;
  }
  if (record.movement) {
    json["movement"] = *record.movement;
  }
  return json;
}

void add_packet(ordered_json& json,
                const avl_packet& packet,
                const std::vector<avl_record>& records) {
  json["codec"] = packet.is_extended ? 0x8E : 0x08;
  json["record_count"] = packet.record_count;
  json["records"] = ordered_json::array();
  for (const avl_record& record : records) {
    json["records"].push_back(record_json(record, packet.is_extended));
  }
}

}  // namespace

std::string teltonika_tcp_json(std::string_view octets) {
  std::vector<avl_record> records;
  const auto frame = decode_teltonika_tcp(std::as_bytes(std::span{octets}), records);
  if (!frame) {
    return error_json(to_string(frame.error()));
  }
  ordered_json json;
  if (const auto* imei = std::get_if<avl_imei>(&*frame)) {
    json["frame"] = "imei";
    json["imei"] = imei->view();
    json["ack_hex"] = hex_of(teltonika_accept);
    return record_line(json);
  }
  json["frame"] = "avl_tcp";
  add_packet(json, std::get<avl_packet>(*frame), records);
  json["ack_hex"] = hex_of(teltonika_tcp_answer(records.size()));
  return record_line(json);
}

std::string teltonika_udp_json(std::string_view octets) {
  std::vector<avl_record> records;
  const auto datagram = decode_teltonika_udp(std::as_bytes(std::span{octets}), records);
  if (!datagram) {
    return error_json(to_string(datagram.error()));
  }
  ordered_json json;
  json["frame"] = "avl_udp";
  json["packet_id"] = datagram->packet_id;
  json["avl_packet_id"] = datagram->avl_packet_id;
  json["imei"] = datagram->imei.view();
  add_packet(json, datagram->packet, records);
  json["ack_hex"] = hex_of(teltonika_udp_answer(*datagram, records.size()));
  return record_line(json);
}

}  // namespace beatwatch
