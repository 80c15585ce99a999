#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/journal/journal_day.h"
#include "adapters/journal/journal_writer.h"

namespace beatwatch {

/// Events on their way to one row.
struct queued_batch {
  journal_day day;
  std::uint64_t count = 0;
  instant last_received_at;
  std::vector<std::byte> events;   ///< `Batch`
  std::vector<std::byte> changes;  ///< canonical bytes
};

struct queued_artifact {
  artifact kept;
};

struct queued_checkpoint {
  journal_day day;
  instant at;
  std::vector<std::byte> state;
};

using journal_item = std::variant<queued_batch, queued_artifact, queued_checkpoint>;

/// What it counts against the bound of the queue: events and changes. Checkpoints and artifacts do
/// not, as there is at most one of the former and few of the latter.
std::size_t held_bytes(const journal_item& item);

/// What waits for the disk, in order. Successive batches grow together into one row until it is
/// large: a row for each of a thousand small batches per second would cost more than their events.
/// Not for several threads.
class journal_queue {
 public:
  void push(queued_batch&& batch);
  void push(queued_artifact&& kept) { items_.emplace_back(std::move(kept)); }
  /// Drops one that still waits: it is overtaken.
  void push(queued_checkpoint&& checkpoint);

  /// Moves everything to the end of `to`, from which an overtaken checkpoint is dropped.
  void take_all(std::deque<journal_item>& to);
  [[nodiscard]] bool empty() const { return items_.empty(); }
  /// Sum of `held_bytes`.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::deque<journal_item> items_;
  std::size_t bytes_ = 0;
};

}  // namespace beatwatch
