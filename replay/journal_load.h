#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "adapters/daemon/config.h"
#include "adapters/daemon/configured_maps.h"
#include "adapters/daemon/deadline_ticks.h"
#include "adapters/daemon/server_memory.h"
#include "adapters/journal/sqlite_journal_writer.h"
#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

/// Writes a journal of what happened in the past, as a server would have that heard of each event
/// when it happened: the same engine, its ticks where its deadlines lie, a checkpoint where a day's
/// file begins, the digest of what changed.
class journal_load {
 public:
  /// `folder` holds no journal yet; `began` is the reception of the first event. Throws as
  /// `sqlite_journal_writer` does.
  journal_load(const config& settings,
               const prepared_maps& maps,
               const std::filesystem::path& folder,
               instant began);

  /// The next event; `received_at` never decreases. Throws `std::runtime_error` when the disk does
  /// not take it.
  void take(event e);

  /// Lets time go on until everything is settled, and waits for the disk. Throws as `take`.
  void finish();

  /// Chain over what changed, instant by instant: equal for equal events, while that of the journal
  /// also depends on how commits fell.
  [[nodiscard]] const digest& changes_digest() const { return changes_digest_; }

 private:
  void tick_up_to(instant at);
  void apply_batch();

  parameters settings_;
  sqlite_journal_writer journal_;
  server_memory memory_;
  deadline_ticks ticks_;
  std::vector<event> batch_;  ///< of one instant
  instant last_;
  std::vector<change> changes_;
  std::vector<std::byte> change_bytes_;
  digest changes_digest_{};
  std::vector<feed_item> items_;
};

}  // namespace beatwatch
