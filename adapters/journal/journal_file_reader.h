#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/journal/journal_reader.h"
#include "adapters/journal/sqlite.h"
#include "adapters/journal/stored_batch.h"

namespace beatwatch {

/// Reads the file of one day, also while it is written and after it was damaged. Everything throws
/// `sqlite_error` where SQLite cannot read. Rows come as they are stored: `open_batch` checks them.
class journal_file_reader {
 public:
  explicit journal_file_reader(const std::filesystem::path& path);

  /// False for a file whose making was interrupted: nothing was ever stored in it.
  [[nodiscard]] bool has_tables();
  /// The position before the first batch.
  [[nodiscard]] journal_position opening();

  /// The row with the lowest first event above `event`.
  [[nodiscard]] std::optional<stored_batch> batch_after(std::uint64_t event);
  /// The row with the highest first event up to `event`.
  [[nodiscard]] std::optional<stored_batch> batch_up_to(std::uint64_t event);

  /// The newest valid checkpoint of `build`, of any build if that is empty, up to `not_after`;
  /// without its state.
  [[nodiscard]] std::optional<journal_position> checkpoint_position(std::string_view build,
                                                                    std::uint64_t not_after);
  /// The same with its state; a damaged one is passed over.
  [[nodiscard]] std::optional<journal_checkpoint> checkpoint(std::string_view build,
                                                             std::uint64_t not_after);

  /// Up to which event number there must be rows, as far as the file says beside its rows: where
  /// the chain cannot show that something is missing.
  [[nodiscard]] std::uint64_t rows_expected_up_to();

  [[nodiscard]] std::vector<journal_run> runs();
  [[nodiscard]] std::vector<std::string> artifact_hashes();
  [[nodiscard]] std::optional<artifact> find_artifact(std::string_view hash);

  /// What SQLite's own check of its structures finds; empty: nothing.
  [[nodiscard]] std::vector<std::string> integrity_faults();

  [[nodiscard]] const std::filesystem::path& path() const { return database_.file(); }

 private:
  sqlite_database database_;
  std::optional<sqlite_statement> batch_after_;
  std::optional<sqlite_statement> batch_up_to_;
};

}  // namespace beatwatch
