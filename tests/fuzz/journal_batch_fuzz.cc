#include "adapters/journal/journal_codec.h"
#include "engine/base/check.h"

using namespace beatwatch;

namespace {

std::vector<std::byte> encode(event_codec& codec, const std::vector<event>& events) {
  std::vector<std::byte> batch;
  for (const event& e : events) {
    codec.append(e, batch);
  }
  return batch;
}

}  // namespace

/// A row of a journal, unpacked.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t count_max = 1'000;
  event_codec codec;
  const auto decoded = codec.decode_batch(std::as_bytes(std::span{data, size}), count_max);
  if (!decoded) {
    return 0;
  }
  check(decoded->size() <= count_max, "no more events than were allowed");
  for (const event& e : *decoded) {
    check(!fault_of(e), "what is decoded is within its bounds");
  }
  const auto canonical = encode(codec, *decoded);
  const auto again = codec.decode_batch(canonical, count_max);
  check(again && encode(codec, *again) == canonical, "what is encoded is decoded again");
  return 0;
}
