#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/journal/journal_codec.h"
#include "adapters/journal/journal_day.h"
#include "adapters/journal/journal_file_reader.h"
#include "adapters/journal/journal_reader.h"
#include "adapters/journal/stored_batch.h"

namespace beatwatch {

/// A journal of SQLite files in a folder; holds no lock and no open transaction between calls.
/// Every row is checked against the chain that leads to it, over the borders of days too. What
/// cannot be read ends `next` with a fault; the other functions throw `sqlite_error`.
class sqlite_journal_reader : public journal_reader {
 public:
  /// An absent or empty folder is an empty journal.
  explicit sqlite_journal_reader(std::filesystem::path folder);
  /// One file alone, from its own opening on.
  static std::unique_ptr<sqlite_journal_reader> of_file(const std::filesystem::path& file);

  [[nodiscard]] bool next(journal_row& row) override;
  [[nodiscard]] const std::optional<journal_fault>& fault() const override { return fault_; }
  bool start_after(std::uint64_t event) override;
  [[nodiscard]] std::optional<journal_checkpoint> newest_checkpoint(
      std::string_view build, std::uint64_t not_after) override;
  [[nodiscard]] std::vector<journal_run> runs() override;
  [[nodiscard]] std::optional<artifact> find_artifact(std::string_view hash) override;

  /// Where `next` goes on.
  [[nodiscard]] const journal_position& position() const { return position_; }

 private:
  sqlite_journal_reader() = default;
  [[nodiscard]] std::optional<journal_day_file> later_file() const;
  bool open_later_file();
  bool read_row(journal_row& row);
  bool step_on(journal_row& row);
  [[nodiscard]] std::vector<journal_day_file> newest_first() const;
  void stop_at(std::uint64_t first_event,
               const std::string& what,
               std::uint64_t last_known_event = 0);
  [[nodiscard]] bool is_readable_after(std::uint64_t first_event);

  std::filesystem::path folder_;  ///< empty: one file alone
  std::unique_ptr<journal_file_reader> file_;
  std::optional<journal_day> day_;  ///< of `file_`, or of the last file read
  journal_position position_;
  bool chained_ = false;  ///< the next row must follow `position_`
  event_codec codec_;
  std::optional<journal_fault> fault_;
};

}  // namespace beatwatch
