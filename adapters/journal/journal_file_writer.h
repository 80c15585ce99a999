#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

#include "adapters/journal/journal_reader.h"
#include "adapters/journal/sqlite.h"
#include "adapters/journal/stored_batch.h"

namespace beatwatch {

/// What belongs to one checkpoint beside its state.
struct checkpoint_header {
  std::string build;
  instant at;
  journal_position after;
};

/// Writes to the file of one day. Everything throws `sqlite_error`; after that the transaction is
/// rolled back.
class journal_file_writer {
 public:
  /// Opens `path`, or makes it, with `opening` as the position before its first batch. A file that
  /// exists keeps its own opening.
  journal_file_writer(const std::filesystem::path& path, const journal_position& opening);

  [[nodiscard]] sqlite_transaction begin() { return sqlite_transaction{database_}; }
  void put(const stored_batch& row);
  void put(const journal_run& run);
  /// That there are rows up to event number `events`, at least.
  void put_ending(std::uint64_t events);
  /// An artifact that is there already is left as it is. `packed` is its content, by zstd.
  void put(const artifact& kept, std::span<const std::byte> packed, const digest& content_digest);

  /// One part of the state of a checkpoint, packed by zstd; `slice` counts from 0.
  void put_slice(std::uint64_t after_event, std::int64_t slice, std::span<const std::byte> packed);
  /// Makes a checkpoint of `slices` parts valid, and deletes those that are needed no more: all but
  /// the first of the file and the newest two.
  void complete(const checkpoint_header& header, std::int64_t slices, const digest& state_digest);
  /// Deletes slices that belong to no valid checkpoint.
  void drop_incomplete_checkpoints();

  /// Deletes what follows event number `event`: it was never acknowledged.
  void forget_after(std::uint64_t event);

  /// Brings everything from the write-ahead log into the file, and empties the log. False when a
  /// reader is in the way.
  [[nodiscard]] bool settle();

  /// True when the file open here, or its log, is no longer the one at its path.
  [[nodiscard]] bool has_moved();

  [[nodiscard]] sqlite_database& database() { return database_; }

 private:
  [[nodiscard]] std::uintmax_t log_inode() const;

  sqlite_database database_;
  sqlite_statement put_batch_;
  sqlite_statement put_slice_;
  std::uintmax_t log_inode_ = 0;
};

}  // namespace beatwatch
