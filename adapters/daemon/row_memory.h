#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "adapters/journal/journal_codec.h"
#include "engine/event.h"

namespace beatwatch {

/// Which rows of files are in the journal already, so that a start that loads the same files again
/// adds nothing. 16 bytes a row.
class row_memory {
 public:
  /// False when it was known.
  bool add(const std::string& source, const event_body& body);

  /// For a checkpoint.
  [[nodiscard]] std::vector<std::string> saved() const { return {rows_.begin(), rows_.end()}; }
  void restore(const std::vector<std::string>& rows) { rows_ = {rows.begin(), rows.end()}; }

 private:
  std::set<std::string> rows_;  ///< the first half of each row's SHA-256
  event_codec codec_;
  std::vector<std::byte> bytes_;  ///< scratch
};

}  // namespace beatwatch
