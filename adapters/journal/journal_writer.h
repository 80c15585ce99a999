#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "adapters/journal/digest.h"
#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

/// How far the journal is on disk.
struct journal_progress {
  std::uint64_t events = 0;  ///< on disk since the journal began: the number of the last one
  digest changes{};          ///< chain over every change up to there
  bool writable = true;      ///< false: nothing reaches the disk for now; it is tried again
  std::string trouble;       ///< why not, for an operator; empty while writable
};

/// Something beside events that a replay needs, found again under `hash`: the file a zone set was
/// made from, ...
struct artifact {
  std::string hash;  ///< as in `zones_activated`: lower-case hexadecimal SHA-256
  std::string kind;  ///< "zones", "roads", ...
  std::vector<std::byte> content;
};

/// Puts every event on disk, in order. All calls come from the engine's thread, which goes
///
///   if (journal.append(batch)) { engine.apply(batch, changes); journal.seal(changes); }
///
/// and keeps what it owes to others (acknowledgements, feed messages) until `progress` names the
/// batch's last event. Batch and digest reach the disk in one commit, at most 5 ms after `append`
/// plus what the disk takes.
class journal_writer {
 public:
  /// Called on the writer's own thread after each commit and whenever `writable` changes; posts to
  /// the engine's thread and returns at once.
  using progress_callback = std::function<void(const journal_progress&)>;

  journal_writer() = default;
  journal_writer(const journal_writer&) = delete;
  journal_writer& operator=(const journal_writer&) = delete;
  virtual ~journal_writer() = default;

  /// Takes a batch, not empty, whose events pass `fault_of`. False at the queue's bound: nothing
  /// was taken, the batch must not be applied, and channels with acknowledgement wait.
  /// `received_at` never decreases, over restarts too.
  [[nodiscard]] virtual bool append(std::span<const event> batch) = 0;

  /// What the batch just appended changed; from now on it may be committed.
  virtual void seal(std::span<const change> changes) = 0;

  /// Number of the last event appended, from 1 since the journal began.
  [[nodiscard]] virtual std::uint64_t last_appended() const = 0;

  /// True when an event received at `t` opens the next day's file. The engine's thread then hands
  /// over a checkpoint first.
  [[nodiscard]] virtual bool starts_new_day(instant t) const = 0;

  /// Keeps `state`, the engine's after the last batch sealed. `at` is the engine's time, or that of
  /// the event that opens a new day. It is written in slices between batches, so that a large one
  /// holds up nobody; one that is overtaken by the next is dropped, and so is one before the
  /// first event.
  virtual void keep_checkpoint(instant at, std::vector<std::byte> state) = 0;

  /// Keeps `kept` before the batches appended after it, and in the file of each later day of this
  /// run.
  virtual void keep_artifact(artifact kept) = 0;

  [[nodiscard]] virtual journal_progress progress() const = 0;

  /// Waits until everything sealed is on disk. False when `patience` ran out first.
  [[nodiscard]] virtual bool flush(duration patience) = 0;
};

}  // namespace beatwatch
