#pragma once
#include <filesystem>
#include <vector>

namespace beatwatch {

struct load_tables_options {
  std::filesystem::path map;                 ///< a column map
  std::filesystem::path config;              ///< of a server: parameters, zones, roads
  std::filesystem::path into;                ///< the journal's folder, made
  std::vector<std::filesystem::path> files;  ///< CSV files that the map names by their names
  bool leave_out_rejected = false;           ///< load the other lines
  bool json = false;                         ///< the report as one JSON object
};

/// Makes a journal of extracts: months of them, in any order of files, merged by the time at which
/// things happened. Nothing is late, and what stands twice counts once. The folder gets its name
/// when the journal is whole; the same load again says that it is there and adds nothing.
///
/// Returns 0; 2 when lines are rejected, which are named on standard error, and nothing was loaded.
/// Throws `std::runtime_error` with one line when a file cannot be read, or the folder holds
/// something else.
int load_tables(const load_tables_options& options);

}  // namespace beatwatch
