#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "adapters/journal/event_bounds.h"
#include "beatwatch/v1/event.pb.h"
#include "engine/base/expected.h"
#include "engine/event.h"

namespace beatwatch {

/// Which event of a batch is not usable, and why.
struct batch_fault {
  std::size_t index = 0;
  event_error error{};
};

/// Between events and `beatwatch.v1.Event`. Decoding never throws, whatever the bytes, and gives
/// back exactly what was encoded. Keeps the memory of one message for reuse, and silences the
/// messages that the Protocol Buffers library prints, in the whole process.
class event_codec {
 public:
  event_codec();

  /// Appends `e` as one entry of `Batch.events`. `e` passes `fault_of`.
  void append(const event& e, std::vector<std::byte>& batch);

  /// One `Event`, with every bound of `fault_of`.
  [[nodiscard]] expected<event, event_error> decode(std::span<const std::byte> bytes);

  /// One `Event` as a client sends it, without the time of reception and the source, which the
  /// server sets: only number and body are read, and bounded. After an error `out.source_seq` is
  /// the number, or 0 when it could not be read.
  [[nodiscard]] std::optional<event_error> decode_sent(std::span<const std::byte> bytes,
                                                       event& out);

  /// Every event of a `Batch`, or the first that is not usable; more than `count_max` are
  /// `too_many`.
  [[nodiscard]] expected<std::vector<event>, batch_fault> decode_batch(
      std::span<const std::byte> bytes, std::size_t count_max);

 private:
  [[nodiscard]] std::optional<event_error> decode_unbounded(std::span<const std::byte> bytes,
                                                            event& out);

  v1::Event message_;
};

}  // namespace beatwatch
