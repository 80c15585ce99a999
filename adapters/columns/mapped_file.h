#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>

#include "adapters/columns/row_mapper.h"

namespace beatwatch {

/// A line of a file as a column map reads it.
struct mapped_line {
  std::size_t line = 0;  ///< from 1
  mapped_row row;
};

/// Reads a CSV file by the mapper's map, from its header row on; twice where the map says that
/// lines rise in time. A line that is no row of the table, the header included, is one with a
/// fault; after such a header nothing is read. Throws `std::runtime_error` with one line when the
/// file cannot be read to its end.
void read_mapped_file(const std::filesystem::path& file,
                      row_mapper& mapper,
                      const std::function<void(const mapped_line&)>& take);

/// Whether the table's patterns name the file.
bool is_file_of(const table_map& map, const std::filesystem::path& file);

}  // namespace beatwatch
