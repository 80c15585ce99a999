#include "adapters/journal/sent_batch.h"

#include <algorithm>
#include <utility>

#include "adapters/journal/wire.h"

namespace beatwatch {
namespace {

constexpr auto sent_source = wire_tag(1, wire_type::bytes);
constexpr auto sent_events = wire_tag(2, wire_type::bytes);
constexpr auto sent_previous_seq = wire_tag(3, wire_type::varint);

/// The parts of an `EventBatch`; fields may come in any order.
struct envelope {
  std::string source;
  std::vector<std::span<const std::byte>> events;
  std::optional<std::uint64_t> previous_seq;
};

std::optional<event_error> open_envelope(std::span<const std::byte> bytes, envelope& out) {
  for (wire_reader in{bytes}; !in.at_end();) {
    std::uint64_t tag = 0;
    std::span<const std::byte> value;
    if (!in.take_varint(tag)) {
      return event_error::malformed;
    }
    if (tag == sent_previous_seq) {
      if (!in.take_varint(out.previous_seq.emplace())) {
        return event_error::malformed;
      }
      continue;
    }
    const bool known = tag == sent_source || tag == sent_events;
    if (!(known ? in.take_bytes(value) : in.skip(tag))) {
      return event_error::malformed;
    }
    if (tag == sent_source) {
      out.source.resize(std::min(value.size(), name_size_max + 1));
      std::transform(value.begin(),
                     value.begin() + static_cast<std::ptrdiff_t>(out.source.size()),
                     out.source.begin(),
                     [](std::byte b) { return static_cast<char>(b); });
    } else if (tag == sent_events) {
      if (out.events.size() == sent_batch_events_max) {
        return event_error::too_many;
      }
      out.events.push_back(value);
    }
  }
  return is_name(out.source) ? std::nullopt : std::optional{event_error::bad_name};
}

bool server_makes(const event_body& body) {
  return std::holds_alternative<tick>(body) || std::holds_alternative<clock_stepped>(body) ||
         std::holds_alternative<intake_counted>(body) ||
         std::holds_alternative<zones_activated>(body) ||
         std::holds_alternative<roads_activated>(body) ||
         std::holds_alternative<alarm_answered>(body);
}

}  // namespace

expected<sent_batch, event_error> decode_sent_batch(std::span<const std::byte> bytes,
                                                    event_codec& codec) {
  if (bytes.size() > sent_batch_bytes_max) {
    return unexpected{event_error::too_many};
  }
  envelope parts;
  if (const auto bad = open_envelope(bytes, parts)) {
    return unexpected{*bad};
  }
  sent_batch batch;
  batch.source = std::move(parts.source);
  batch.previous_seq = parts.previous_seq;
  for (std::size_t i = 0; i < parts.events.size(); ++i) {
    event e;
    auto bad = codec.decode_sent(parts.events[i], e);
    if (!bad && server_makes(e.body)) {
      bad = event_error::not_for_senders;
    }
    if (!bad && e.source_seq != 0 && e.source_seq <= batch.last_seq) {
      bad = event_error::sequence_not_rising;
    }
    batch.last_seq = std::max(batch.last_seq, e.source_seq);
    if (bad) {
      ++batch.rejected;
      ++batch.rejected_by_reason[static_cast<std::size_t>(*bad)];
      batch.first_rejected = batch.first_rejected.value_or(batch_fault{i, *bad});
      continue;
    }
    e.source = batch.source;
    batch.events.push_back(std::move(e));
  }
  return batch;
}

}  // namespace beatwatch
