#include "replay/tables_of_files.h"

#include <stdexcept>

#include "adapters/columns/mapped_file.h"

namespace beatwatch {

std::vector<table_of_file> tables_of_files(const column_map& map,
                                           const std::vector<std::filesystem::path>& files) {
  std::vector<table_of_file> found;
  for (const std::filesystem::path& file : files) {
    const std::size_t before = found.size();
    for (const table_map& table : map.tables) {
      if (is_file_of(table, file)) {
        found.push_back({.file = file, .table = &table});
      }
    }
    if (found.size() == before) {
      throw std::runtime_error{file.string() +
                               ": expected a name that `files` of a table in the map names"};
    }
  }
  return found;
}

}  // namespace beatwatch
