#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "adapters/journal/compression.h"
#include "adapters/journal/journal_file_writer.h"
#include "adapters/journal/journal_queue.h"
#include "adapters/journal/journal_recovery.h"
#include "adapters/journal/stored_batch.h"

namespace beatwatch {

/// Brings queued items to disk, transaction by transaction, and goes on to a new file when the day
/// changes. Throws `sqlite_error` or `std::filesystem::filesystem_error` when the disk refuses:
/// then nothing of the transaction counts, and `reopen` must succeed before the next. For the
/// commit thread alone.
class journal_committer {
 public:
  /// Opens the newest file for writing, where there is one. Then the run stands in it before
  /// anybody is told its number.
  journal_committer(std::filesystem::path folder,
                    const recovered_journal& start,
                    const run_header& header);

  /// One transaction of a bounded size, from the front of `items`, which it takes off. Also one
  /// slice of the checkpoint being written.
  void commit(std::deque<journal_item>& items);
  /// True while a checkpoint or an artifact is not on disk yet.
  [[nodiscard]] bool has_more() const { return checkpoint_ || (file_ && !introduced_); }

  /// After a failure: makes sure that the file holds exactly what was committed. A file that was
  /// removed or renamed meanwhile is written again from what is still open here.
  void reopen();
  /// Leaves a file without a log beside it, if the disk and readers let it.
  void close();

  /// Where the journal stands on disk.
  [[nodiscard]] const journal_position& position() const { return position_; }

 private:
  struct packed_artifact {
    artifact named;  ///< without content
    std::vector<std::byte> packed;
    digest content_digest{};
  };
  struct slice_by_slice {
    journal_day day;
    checkpoint_header header;
    std::vector<std::byte> state;
    digest state_digest{};
    std::int64_t next = 0;
  };

  void absorb(std::deque<journal_item>& items);
  void keep(queued_artifact&& item);
  void begin(queued_checkpoint&& item);
  void open_day(journal_day day);
  void introduce();
  [[nodiscard]] journal_position put(const queued_batch& batch, const journal_position& before);
  /// True when it was the last one.
  [[nodiscard]] bool put_slice();
  void restore_moved_file();
  void expect_end_at_position();
  void put_ending(std::uint64_t events);
  [[nodiscard]] std::filesystem::path path_of(journal_day day) const;

  std::filesystem::path folder_;
  journal_run run_;
  std::vector<packed_artifact> artifacts_;  ///< of this run
  std::unique_ptr<journal_file_writer> file_;
  std::optional<journal_day> day_;  ///< of `file_`, or of the last one
  bool introduced_ = false;         ///< run and artifacts stand in `file_`
  journal_position position_;
  std::chrono::steady_clock::time_point next_ending_;
  std::optional<slice_by_slice> checkpoint_;
  compressor packer_;
};

}  // namespace beatwatch
