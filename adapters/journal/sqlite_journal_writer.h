#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "adapters/journal/folder_lock.h"
#include "adapters/journal/journal_codec.h"
#include "adapters/journal/journal_committer.h"
#include "adapters/journal/journal_queue.h"
#include "adapters/journal/journal_recovery.h"
#include "adapters/journal/journal_writer.h"
#include "adapters/journal/run_header.h"

namespace beatwatch {

struct journal_options {
  std::filesystem::path folder;  ///< made when absent
  run_header run;                ///< `run.run` is given by the journal
  duration commit_interval{5};   ///< at least this long from one commit to the next
  std::size_t queue_bytes_max = std::size_t{64} << 20U;  ///< events and changes not on disk yet
};

/// A journal of SQLite files: one per day of reception, one row per commit or few.
///
/// While the disk refuses, what is queued is kept and tried again after 50 ms ... 2 s, from the
/// last commit that was whole; nothing is reported as being on disk meanwhile.
class sqlite_journal_writer : public journal_writer {
 public:
  /// Recovers what an earlier run left, and begins a new one. Throws `journal_error`,
  /// `sqlite_error` or `std::filesystem::filesystem_error`.
  sqlite_journal_writer(journal_options options, progress_callback on_progress);
  /// Commits what is sealed, if the disk lets it.
  ~sqlite_journal_writer() override;

  [[nodiscard]] bool append(std::span<const event> batch) override;
  void seal(std::span<const change> changes) override;
  [[nodiscard]] std::uint64_t last_appended() const override { return last_appended_; }
  [[nodiscard]] bool starts_new_day(instant t) const override;
  void keep_checkpoint(instant at, std::vector<std::byte> state) override;
  void keep_artifact(artifact kept) override;
  [[nodiscard]] journal_progress progress() const override;
  [[nodiscard]] bool flush(duration patience) override;

  /// What the earlier runs left, before the first append.
  [[nodiscard]] const recovered_journal& recovered() const { return recovered_; }
  /// The header of this run, with its number.
  [[nodiscard]] const run_header& run() const { return options_.run; }

 private:
  void commit_loop();
  bool wait_for_work(std::chrono::steady_clock::time_point not_before);
  bool try_commit();
  void report(const std::string& trouble);
  void pause(duration length);

  journal_options options_;
  progress_callback on_progress_;
  folder_lock lock_;
  recovered_journal recovered_;

  // The engine's thread.
  event_codec codec_;
  std::optional<queued_batch> unsealed_;
  std::uint64_t last_appended_ = 0;
  instant last_received_at_;
  std::optional<journal_day> day_;

  // Both, under the mutex.
  mutable std::mutex mutex_;
  std::condition_variable work_or_stop_;
  std::condition_variable progressed_;
  journal_queue queue_;
  std::size_t held_bytes_ = 0;  ///< in `queue_` and in `in_hand_`
  std::uint64_t last_sealed_ = 0;
  bool stopping_ = false;
  journal_progress progress_;

  // The commit thread.
  journal_committer committer_;
  std::deque<journal_item> in_hand_;
  bool broken_ = false;  ///< `committer_` must be reopened
  std::thread thread_;
};

}  // namespace beatwatch
