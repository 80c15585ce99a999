#include "replay/event_batch.h"

#include "adapters/journal/event_to_wire.h"
#include "beatwatch/v1/event.pb.h"
#include "engine/base/check.h"

namespace beatwatch {

outgoing_batch make_event_batch(std::span<const event> events, std::uint64_t previous_seq) {
  check(!events.empty(), "a batch has events");
  v1::EventBatch batch;
  batch.set_source(events.front().source);
  batch.set_previous_seq(previous_seq);
  for (const event& one : events) {
    check(one.source == events.front().source, "a batch has one source");
    event_to_wire(one, *batch.add_events());
  }
  return {.source = events.front().source,
          .last_seq = events.back().source_seq,
          .bytes = batch.SerializeAsString()};
}

}  // namespace beatwatch
