#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/journal/journal_day.h"
#include "adapters/journal/stored_batch.h"

namespace beatwatch {

/// A journal that cannot be written at start: in use, or damaged before its tail. One line for an
/// operator.
class journal_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Where a journal ends, and what was found on the way.
struct recovered_journal {
  std::optional<journal_day> day;  ///< of the newest file; empty: there is none yet
  journal_position end;
  std::uint32_t last_run = 0;
  /// One line for each thing that a crash or damage cost: what, how much, where. Empty: nothing.
  std::vector<std::string> reports;
};

/// Makes the newest file of a journal ready to be written on. Checks it from its newest checkpoint
/// on. A torn tail is cut off: the readable part moves to a new file, the damaged one is kept
/// beside it as ".damaged". Throws `journal_error` when something readable follows the damage,
/// naming the row. Nobody else may be writing.
recovered_journal recover_journal(const std::filesystem::path& folder);

}  // namespace beatwatch
