#pragma once
#include <cstddef>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sources/csv_reader.h"
#include "adapters/sources/file_errors.h"

namespace beatwatch {

/// Which file is read, and how.
struct csv_input {
  std::string file;  ///< its name in messages
  /// Our name of a column -> the file's. Where any is given, columns of the file that are neither
  /// named here nor ours are passed over; otherwise an unknown column is an error.
  std::map<std::string, std::string> columns;
};

struct csv_column {
  std::string_view name;
  bool required = true;
};

/// The rows under a header row that names the columns, in any order. Collects every mistake; after
/// one in the header no row is read.
class csv_table {
 public:
  /// `in` outlives the table.
  csv_table(std::istream& in, csv_input input, std::vector<csv_column> columns);

  /// Moves to the next row that is well formed and as long as the header; false at the end.
  bool next();

  /// The field of the row in column `i`; empty when the file does not have the column.
  [[nodiscard]] std::string_view field(std::size_t i) const;

  /// Notes a mistake in column `i` of the row: "expected ...; found ...", and which of `words` was
  /// probably meant.
  void refuse(std::size_t i, std::string_view expected);
  void refuse(std::size_t i, std::string_view expected, const std::vector<std::string_view>& words);
  /// No mistake was noted in this row.
  [[nodiscard]] bool row_ok() const { return row_ok_; }

  [[nodiscard]] const file_errors& errors() const { return errors_; }

 private:
  void check_column_map();
  void read_header();
  void place_column(std::size_t field, const std::string& name);
  [[nodiscard]] std::string_view name_in_file(std::size_t i) const;
  void note(std::string_view field, std::string message);

  csv_reader reader_;
  csv_input input_;
  std::vector<csv_column> columns_;
  std::vector<std::optional<std::size_t>> field_of_column_;
  std::size_t fields_per_row_ = 0;
  bool header_ok_ = false;
  bool row_ok_ = true;
  file_errors errors_;
};

}  // namespace beatwatch
