#pragma once
#include <filesystem>
#include <vector>

#include "adapters/columns/column_map.h"

namespace beatwatch {

/// A file, and a table of the map by which it is read.
struct table_of_file {
  std::filesystem::path file;
  const table_map* table = nullptr;  ///< of the map
};

/// The tables that name each file, in the order of the files; one file may be several tables.
/// Throws `std::runtime_error` with one line when no table names a file.
std::vector<table_of_file> tables_of_files(const column_map& map,
                                           const std::vector<std::filesystem::path>& files);

}  // namespace beatwatch
