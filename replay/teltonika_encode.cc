#include "replay/teltonika_encode.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "adapters/sources/crc16.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr std::uint8_t codec_8 = 0x08;
constexpr std::uint8_t element_hdop = 182;
constexpr std::uint8_t element_ignition = 239;
constexpr std::uint8_t element_movement = 240;
constexpr std::uint8_t satellites = 9;
constexpr double cm_per_tenth_of_hdop = 50;
constexpr std::size_t imei_size = 15;

void put(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = size; i > 0; --i) {
    out.push_back(static_cast<char>(value >> (8 * (i - 1)) & 0xFFU));
  }
}

struct element {
  std::uint8_t id = 0;
  std::uint64_t value = 0;
};

void put_elements(std::string& out, const std::vector<element>& elements, std::size_t size) {
  put(out, elements.size(), 1);
  for (const element& each : elements) {
    put(out, each.id, 1);
    put(out, each.value, size);
  }
}

void put_record(std::string& out, const ping& seen) {
  std::vector<element> flags;
  if (seen.ignition) {
    flags.push_back({.id = element_ignition, .value = *seen.ignition ? 1U : 0U});
  }
  if (seen.moving) {
    flags.push_back({.id = element_movement, .value = *seen.moving ? 1U : 0U});
  }
  std::vector<element> measures;
  if (seen.accuracy_cm) {
    const auto tenths =
        static_cast<std::uint64_t>(std::ceil(*seen.accuracy_cm / cm_per_tenth_of_hdop));
    measures.push_back({.id = element_hdop, .value = std::clamp<std::uint64_t>(tenths, 1, 500)});
  }
  put(out, static_cast<std::uint64_t>(instant_to_ms(seen.observed_at)), 8);
  put(out, seen.trigger == ping_trigger::emergency ? 2 : 0, 1);
  put(out, static_cast<std::uint32_t>(seen.at.lon_e7), 4);
  put(out, static_cast<std::uint32_t>(seen.at.lat_e7), 4);
  put(out, 0, 2);  // altitude
  put(out, static_cast<std::uint64_t>(std::lround(seen.heading_cdeg.value_or(0) / 100.0)) % 360, 2);
  put(out, satellites, 1);
  put(out, seen.speed_cmps.value_or(0) * 36 / 1'000, 2);
  put(out, 0, 1);  // no element caused it
  put(out, flags.size() + measures.size(), 1);
  put_elements(out, flags, 1);
  put_elements(out, measures, 2);
  put_elements(out, {}, 4);
  put_elements(out, {}, 8);
}

std::string encode_data(std::span<const ping> seen) {
  check(!seen.empty() && seen.size() <= 255, "a packet has 1 to 255 records");
  std::string data;
  put(data, codec_8, 1);
  put(data, seen.size(), 1);
  for (const ping& each : seen) {
    put_record(data, each);
  }
  put(data, seen.size(), 1);
  return data;
}

}  // namespace

std::string teltonika_identity(std::string_view device) {
  const bool digits =
      std::all_of(device.begin(), device.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (device.size() != imei_size || !digits) {
    throw std::runtime_error("device \"" + std::string{device} +
                             "\": a tracker that speaks Teltonika has 15 digits for a name");
  }
  std::string identity;
  put(identity, imei_size, 2);
  return identity + std::string{device};
}

std::string encode_teltonika_tcp(std::span<const ping> seen) {
  const std::string data = encode_data(seen);
  std::string frame;
  put(frame, 0, 4);
  put(frame, data.size(), 4);
  frame += data;
  put(frame, crc16_arc(std::as_bytes(std::span{data})), 4);
  return frame;
}

std::string encode_teltonika_udp(std::span<const ping> seen, std::uint16_t packet_id) {
  std::string body;
  put(body, packet_id, 2);
  put(body, 1, 1);
  put(body, packet_id & 0xFFU, 1);
  body += teltonika_identity(seen.front().device) + encode_data(seen);
  std::string datagram;
  put(datagram, body.size(), 2);
  return datagram + body;
}

}  // namespace beatwatch
