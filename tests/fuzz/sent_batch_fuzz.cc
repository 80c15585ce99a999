#include <algorithm>

#include "adapters/journal/sent_batch.h"
#include "engine/base/check.h"

using namespace beatwatch;

/// What a client of the native channel sends.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  event_codec codec;
  const auto decoded = decode_sent_batch(std::as_bytes(std::span{data, size}), codec);
  if (!decoded) {
    return 0;
  }
  check(is_name(decoded->source), "a batch has a source");
  check(decoded->events.size() + decoded->rejected <= sent_batch_events_max, "a batch is bounded");
  check(decoded->first_rejected.has_value() == (decoded->rejected > 0), "a reject has a reason");
  std::uint64_t seq = 0;
  for (const event& e : decoded->events) {
    check(!fault_of(e.body) && e.source == decoded->source && e.received_at == instant{},
          "an event is usable, and the server's fields are the server's to set");
    check(e.source_seq == 0 || e.source_seq > seq, "numbers rise");
    seq = std::max(seq, e.source_seq);
  }
  check(seq <= decoded->last_seq, "the last number is the highest");
  return 0;
}
