#pragma once
#include <istream>
#include <utility>
#include <vector>

#include "adapters/sources/csv_fields.h"
#include "adapters/sources/csv_table.h"
#include "adapters/sources/file_errors.h"
#include "engine/base/expected.h"

namespace beatwatch {

/// Every row of a file as `read_row(csv_fields&)` reads it, or every mistake.
template <typename Row, typename Read>
expected<std::vector<Row>, file_errors> read_csv_rows(std::istream& in,
                                                      const csv_input& input,
                                                      std::vector<csv_column> columns,
                                                      Read read_row) {
  csv_table table{in, input, std::move(columns)};
  csv_fields fields{table};
  std::vector<Row> rows;
  while (table.next()) {
    Row row = read_row(fields);
    if (table.errors().empty()) {
      rows.push_back(std::move(row));
    }
  }
  if (!table.errors().empty()) {
    return unexpected{table.errors()};
  }
  return rows;
}

}  // namespace beatwatch
