#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/journal/journal_writer.h"
#include "adapters/journal/run_header.h"
#include "engine/event.h"

namespace beatwatch {

/// A committed batch. To replay it is to apply `events` in one call and to compare the chain.
struct journal_row {
  std::uint64_t first_event = 0;  ///< number of its first event
  std::vector<event> events;
  digest events_digest{};  ///< chain over the stored events, after this row; verified
  /// Chain over the changes, after this row; as the live process had it. Absent: it was never live.
  std::optional<digest> changes_digest;
};

/// Why reading stopped before the end.
struct journal_fault {
  std::string file;
  std::uint64_t first_event = 0;  ///< from this one on nothing is read
  std::string what;
  bool at_tail = false;  ///< nothing readable follows, or the file was cut short: a torn tail
  std::uint64_t events_lost = 0;  ///< in rows still listed but unreadable; 0 also when not known
};

/// State of the engine after `after_event`.
struct journal_checkpoint {
  std::uint64_t after_event = 0;
  std::string build;
  instant at;
  digest changes_digest{};
  std::vector<std::byte> state;
};

/// A run of the server: the events from `first_event` to the next run's are its.
struct journal_run {
  std::uint64_t first_event = 0;
  run_header header;
};

/// Reads a journal in order, also one that is being written.
class journal_reader {
 public:
  journal_reader() = default;
  journal_reader(const journal_reader&) = delete;
  journal_reader& operator=(const journal_reader&) = delete;
  virtual ~journal_reader() = default;

  /// The next row; false at the end, or at a fault. At the end of a journal that is being written,
  /// a later call finds what was added since.
  [[nodiscard]] virtual bool next(journal_row& row) = 0;
  /// What stopped `next`; empty when it is only the end.
  [[nodiscard]] virtual const std::optional<journal_fault>& fault() const = 0;

  /// Goes on with the row after event number `event`; 0: from the first that is retained. False,
  /// with `next` then at the nearest row before it, when no row ends there.
  virtual bool start_after(std::uint64_t event) = 0;

  /// The newest complete one of this build, taken after no later event than `not_after`.
  [[nodiscard]] virtual std::optional<journal_checkpoint> newest_checkpoint(
      std::string_view build, std::uint64_t not_after = UINT64_MAX) = 0;
  [[nodiscard]] virtual std::vector<journal_run> runs() = 0;
  [[nodiscard]] virtual std::optional<artifact> find_artifact(std::string_view hash) = 0;
};

}  // namespace beatwatch
