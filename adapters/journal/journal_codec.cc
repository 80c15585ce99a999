#include "adapters/journal/journal_codec.h"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "adapters/journal/event_to_wire.h"
#include "adapters/journal/ping_codec.h"
#include "adapters/journal/wire.h"
#include "adapters/journal/wire_to_event.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

constexpr auto batch_events = wire_tag(1, wire_type::bytes);
/// Tag, size, time of reception, source and body: no valid event takes fewer bytes.
constexpr std::size_t smallest_entry = 12;

}  // namespace

event_codec::event_codec() {
  // The library writes a line to stderr for each message with bad text; here they are counted.
  static auto* const replaced = google::protobuf::SetLogHandler(nullptr);
  static_cast<void>(replaced);
}

void event_codec::append(const event& e, std::vector<std::byte>& batch) {
  if (std::holds_alternative<ping>(e.body)) {
    append_ping_event(e, batch);
    return;
  }
  event_to_wire(e, message_);
  const std::size_t size = message_.ByteSizeLong();
  std::array<std::byte, 20> head_memory{};
  wire_writer head{head_memory.data()};
  head.put_varint(batch_events);
  head.put_varint(size);
  batch.insert(batch.end(), head_memory.data(), head.end());
  const std::size_t begin = batch.size();
  batch.resize(begin + size);
  check(message_.SerializeToArray(batch.data() + begin, static_cast<int>(size)),
        "a message of checked size fits its memory");
}

expected<event, event_error> event_codec::decode(std::span<const std::byte> bytes) {
  event out;
  if (const auto bad = decode_unbounded(bytes, out)) {
    return unexpected{*bad};
  }
  if (const auto bad = fault_of(out)) {
    return unexpected{*bad};
  }
  return out;
}

std::optional<event_error> event_codec::decode_sent(std::span<const std::byte> bytes, event& out) {
  if (const auto bad = decode_unbounded(bytes, out)) {
    return bad;
  }
  out.received_at = {};
  out.source.clear();
  return fault_of(out.body);
}

expected<std::vector<event>, batch_fault> event_codec::decode_batch(
    std::span<const std::byte> bytes, std::size_t count_max) {
  std::vector<event> events;
  events.reserve(std::min(count_max, bytes.size() / smallest_entry));
  for (wire_reader in{bytes}; !in.at_end();) {
    const std::size_t index = events.size();
    const auto fail = [&](event_error why) { return unexpected{batch_fault{index, why}}; };
    std::uint64_t tag = 0;
    std::span<const std::byte> entry;
    if (!in.take_varint(tag) || tag != batch_events || !in.take_bytes(entry)) {
      return fail(event_error::malformed);
    }
    if (index == count_max) {
      return fail(event_error::too_many);
    }
    event& e = events.emplace_back();
    auto bad = decode_unbounded(entry, e);
    bad = bad ? bad : fault_of(e);
    if (bad) {
      return fail(*bad);
    }
  }
  return events;
}

std::optional<event_error> event_codec::decode_unbounded(std::span<const std::byte> bytes,
                                                         event& out) {
  if (decode_ping_event(bytes, out)) {
    return std::nullopt;
  }
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !message_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    out.source_seq = 0;
    return event_error::malformed;
  }
  return wire_to_event(message_, out);
}

}  // namespace beatwatch
