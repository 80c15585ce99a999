#pragma once
#include <filesystem>
#include <ostream>
#include <vector>

namespace beatwatch {

struct explain_tables_options {
  std::filesystem::path map;                 ///< a column map
  std::vector<std::filesystem::path> files;  ///< CSV files that it names by their names
  bool json = false;                         ///< one JSON object per line of a file
};

/// Writes to `out` what each line of each file becomes by the map, and which lines are rejected and
/// why; at the end a summary by reason. Returns 0, or 2 when anything is rejected. Throws
/// `config_error` for the map, `std::runtime_error` with one line for a file that cannot be read or
/// that no table of the map names.
int explain_tables(const explain_tables_options& options, std::ostream& out);

}  // namespace beatwatch
