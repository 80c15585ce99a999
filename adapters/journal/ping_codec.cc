#include "adapters/journal/ping_codec.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "adapters/journal/event_bounds.h"
#include "adapters/journal/wire.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

// Field numbers of proto/beatwatch/v1, each below 16: one byte of tag.
constexpr auto batch_events = wire_tag(1, wire_type::bytes);
constexpr auto event_received_at = wire_tag(1, wire_type::varint);
constexpr auto event_source = wire_tag(2, wire_type::bytes);
constexpr auto event_source_seq = wire_tag(3, wire_type::varint);
constexpr auto event_ping = wire_tag(4, wire_type::bytes);
constexpr auto ping_device = wire_tag(1, wire_type::bytes);
constexpr auto ping_observed_at = wire_tag(2, wire_type::varint);
constexpr auto ping_lat = wire_tag(3, wire_type::varint);
constexpr auto ping_lon = wire_tag(4, wire_type::varint);
constexpr auto ping_accuracy = wire_tag(5, wire_type::varint);
constexpr auto ping_speed = wire_tag(6, wire_type::varint);
constexpr auto ping_heading = wire_tag(7, wire_type::varint);
constexpr auto ping_trigger_field = wire_tag(8, wire_type::varint);
constexpr auto ping_ignition = wire_tag(9, wire_type::varint);
constexpr auto ping_moving = wire_tag(10, wire_type::varint);

// Two names, ten varints of at most 11 bytes with their tags, two sizes.
constexpr std::size_t ping_size_max =
    std::size_t{2} * (name_size_max + 2) + std::size_t{10} * 11 + 4;
using buffer = std::array<std::byte, ping_size_max>;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span{text});
}

void put_field(wire_writer& out, std::uint64_t tag, std::uint64_t value) {
  out.put_varint(tag);
  out.put_varint(value);
}
template <typename T>
void put_field(wire_writer& out, std::uint64_t tag, const std::optional<T>& value) {
  if (value) {
    put_field(out, tag, static_cast<std::uint64_t>(*value));
  }
}

std::span<const std::byte> put_ping(const ping& p, buffer& memory) {
  wire_writer out{memory.data()};
  out.put_varint(ping_device);
  out.put_bytes(bytes_of(p.device));
  put_field(out, ping_observed_at, static_cast<std::uint64_t>(instant_to_ms(p.observed_at)));
  put_field(out, ping_lat, zigzag(p.at.lat_e7));
  put_field(out, ping_lon, zigzag(p.at.lon_e7));
  put_field(out, ping_accuracy, p.accuracy_cm);
  put_field(out, ping_speed, p.speed_cmps);
  put_field(out, ping_heading, p.heading_cdeg);
  if (p.trigger != ping_trigger::unknown) {
    put_field(out, ping_trigger_field, static_cast<std::uint64_t>(p.trigger));
  }
  put_field(out, ping_ignition, p.ignition);
  put_field(out, ping_moving, p.moving);
  return {memory.data(), out.end()};
}

/// The value of the field `tag` when it stands next; false only when it cannot be read.
template <typename Store>
bool take_field(wire_reader& in, std::uint64_t tag, std::uint64_t limit, Store&& store) {
  if (in.peek() != tag) {
    return true;
  }
  std::uint64_t value = 0;
  if (!in.take_varint(value) || !in.take_varint(value) || value > limit) {
    return false;
  }
  store(value);
  return true;
}

/// ASCII only: whether other text is well-formed is for the generated code to say.
bool take_text(wire_reader& in, std::uint64_t tag, std::string& text) {
  text.clear();
  if (in.peek() != tag) {
    return true;
  }
  std::uint64_t ignored = 0;
  std::span<const std::byte> value;
  if (!in.take_varint(ignored) || !in.take_bytes(value)) {
    return false;
  }
  text.resize(value.size());
  std::ranges::transform(value, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  return std::ranges::all_of(value, [](std::byte b) { return b < std::byte{0x80}; });
}

constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t any_32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t any_16 = std::numeric_limits<std::uint16_t>::max();

bool take_ping(wire_reader in, ping& p) {
  bool has_lat = false;
  bool has_lon = false;
  const auto lat = [&](std::uint64_t v) {
    p.at.lat_e7 = unzigzag(static_cast<std::uint32_t>(v));
    has_lat = true;
  };
  const auto lon = [&](std::uint64_t v) {
    p.at.lon_e7 = unzigzag(static_cast<std::uint32_t>(v));
    has_lon = true;
  };
  const auto observed_at = [&](std::uint64_t v) {
    p.observed_at = ms_to_instant(static_cast<std::int64_t>(v));
  };
  const auto accuracy = [&](std::uint64_t v) { p.accuracy_cm = static_cast<std::uint32_t>(v); };
  const auto speed = [&](std::uint64_t v) { p.speed_cmps = static_cast<std::uint32_t>(v); };
  const auto heading = [&](std::uint64_t v) { p.heading_cdeg = static_cast<std::uint16_t>(v); };
  const auto trigger = [&](std::uint64_t v) { p.trigger = static_cast<ping_trigger>(v); };
  const auto ignition = [&](std::uint64_t v) { p.ignition = v == 1; };
  const auto moving = [&](std::uint64_t v) { p.moving = v == 1; };
  const auto trigger_max = static_cast<std::uint64_t>(ping_trigger::request);
  return take_text(in, ping_device, p.device) &&
         take_field(in, ping_observed_at, any, observed_at) &&
         take_field(in, ping_lat, any_32, lat) && take_field(in, ping_lon, any_32, lon) &&
         take_field(in, ping_accuracy, any_32, accuracy) &&
         take_field(in, ping_speed, any_32, speed) &&
         take_field(in, ping_heading, any_16, heading) &&
         take_field(in, ping_trigger_field, trigger_max, trigger) &&
         take_field(in, ping_ignition, 1, ignition) && take_field(in, ping_moving, 1, moving) &&
         in.at_end() && has_lat && has_lon;
}

}  // namespace

void append_ping_event(const event& e, std::vector<std::byte>& batch) {
  const ping* const body = std::get_if<ping>(&e.body);
  check(body != nullptr && body->device.size() <= name_size_max && e.source.size() <= name_size_max,
        "an event to be encoded is within its bounds");
  buffer ping_memory;
  const auto ping_bytes = put_ping(*body, ping_memory);

  buffer memory;
  wire_writer out{memory.data()};
  put_field(out, event_received_at, static_cast<std::uint64_t>(instant_to_ms(e.received_at)));
  out.put_varint(event_source);
  out.put_bytes(bytes_of(e.source));
  if (e.source_seq != 0) {
    put_field(out, event_source_seq, e.source_seq);
  }
  out.put_varint(event_ping);
  out.put_bytes(ping_bytes);
  const std::span<const std::byte> event_bytes{memory.data(), out.end()};

  std::array<std::byte, 4> head_memory{};
  wire_writer head{head_memory.data()};
  head.put_varint(batch_events);
  head.put_varint(event_bytes.size());
  batch.insert(batch.end(), head_memory.data(), head.end());
  batch.insert(batch.end(), event_bytes.begin(), event_bytes.end());
}

bool decode_ping_event(std::span<const std::byte> bytes, event& out) {
  wire_reader in{bytes};
  out.received_at = {};
  out.source_seq = 0;
  const auto received_at = [&](std::uint64_t v) {
    out.received_at = ms_to_instant(static_cast<std::int64_t>(v));
  };
  const auto source_seq = [&](std::uint64_t v) { out.source_seq = v; };
  std::uint64_t tag = 0;
  std::span<const std::byte> body;
  return take_field(in, event_received_at, any, received_at) &&
         take_text(in, event_source, out.source) &&
         take_field(in, event_source_seq, any, source_seq) && in.take_varint(tag) &&
         tag == event_ping && in.take_bytes(body) && in.at_end() &&
         take_ping(wire_reader{body}, out.body.emplace<ping>());
}

}  // namespace beatwatch
