#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/journal/stored_batch.h"

namespace beatwatch {

struct salvaged_journal {
  std::filesystem::path damaged;  ///< where the damaged file is kept now
  std::vector<std::string> lost;  ///< artifacts that could not be read, one line each
};

/// Replaces a damaged file by its readable part, up to `end`, with the runs, the artifacts and the
/// newest checkpoint that belong to it. The damaged file is kept beside it. Throws `sqlite_error`
/// or `std::filesystem::filesystem_error`; the file is then as it was.
salvaged_journal salvage_journal_file(const std::filesystem::path& file,
                                      const journal_position& end);

/// Makes a renamed or new file of this folder survive a power cut. Throws
/// `std::filesystem::filesystem_error`.
void sync_folder(const std::filesystem::path& folder);

}  // namespace beatwatch
