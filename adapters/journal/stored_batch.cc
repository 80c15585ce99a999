#include "adapters/journal/stored_batch.h"

#include <utility>

#include "adapters/journal/compression.h"
#include "engine/base/archive.h"

namespace beatwatch {

journal_position advance(const journal_position& before,
                         std::uint64_t count,
                         instant last_received_at,
                         std::span<const std::byte> batch,
                         const digest& changes_digest) {
  std::vector<std::byte> numbers;
  byte_writer{numbers}(before.events, count, last_received_at);
  return {.events = before.events + count,
          .last_received_at = last_received_at,
          .events_digest = sha256({before.events_digest, numbers, changes_digest, batch}),
          .changes_digest = changes_digest};
}

expected<std::vector<event>, std::string> open_batch(const stored_batch& row,
                                                     const journal_position& before,
                                                     event_codec& codec) {
  if (row.first_event != before.events + 1) {
    return unexpected{"events " + std::to_string(before.events + 1) + " to " +
                      std::to_string(row.first_event - 1) + " are missing"};
  }
  if (row.count == 0 || row.count > stored_batch_events_max) {
    return unexpected{"it claims " + std::to_string(row.count) + " events"};
  }
  const auto batch = unpack(row.packed, stored_batch_bytes_max);
  if (!batch) {
    return unexpected{std::string{"its content cannot be unpacked"}};
  }
  if (advance(before, row.count, row.after.last_received_at, *batch, row.after.changes_digest)
          .events_digest != row.after.events_digest) {
    return unexpected{std::string{"its content is not what was written: the digest differs"}};
  }
  auto events = codec.decode_batch(*batch, row.count);
  if (!events) {
    return unexpected{"its event " + std::to_string(row.first_event + events.error().index) +
                      " cannot be decoded: " + std::string{to_string(events.error().error)}};
  }
  if (events->size() != row.count) {
    return unexpected{"it holds " + std::to_string(events->size()) + " events of " +
                      std::to_string(row.count)};
  }
  instant latest = before.last_received_at;
  for (const event& e : *events) {
    if (e.received_at < latest) {
      return unexpected{std::string{"its times of reception run backwards"}};
    }
    latest = e.received_at;
  }
  if (latest != row.after.last_received_at) {
    return unexpected{std::string{"its last time of reception is not that of its last event"}};
  }
  return std::move(*events);
}

}  // namespace beatwatch
