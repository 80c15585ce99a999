#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/journal/journal_reader.h"

namespace beatwatch {

/// What a check of a journal found, without replaying it.
struct journal_verification {
  std::uint64_t rows = 0;    ///< good ones, up to the fault if there is one
  std::uint64_t events = 0;  ///< in them
  digest events_digest{};    ///< chain after them: to be compared with a copy of the journal
  std::optional<journal_fault> fault;  ///< the first row that is not as it was written
  /// What SQLite finds wrong in its own structures, one line each, with the file.
  std::vector<std::string> structure;

  [[nodiscard]] bool good() const { return !fault && structure.empty(); }
};

/// Checks every row of a journal folder, or of one of its files, against the chain of digests, and
/// the structure of each file. One flipped bit in a stored event, number or digest is found. Throws
/// `sqlite_error` for a file that cannot be opened at all.
journal_verification verify_journal(const std::filesystem::path& folder_or_file);

}  // namespace beatwatch
