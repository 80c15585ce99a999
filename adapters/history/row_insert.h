#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/journal/sqlite.h"
#include "engine/base/interval.h"
#include "engine/change.h"

namespace beatwatch {

/// Puts rows into one table, column by column from the first; a row with the same key is replaced.
/// The database outlives it.
class row_insert {
 public:
  row_insert(sqlite_database& database, const std::string& table);

  row_insert& number(std::int64_t value);
  row_insert& number(std::optional<std::int64_t> value);
  /// Copied, as is everything here but `blob`.
  row_insert& text(std::string_view value);
  /// RFC 3339, which QGIS reads as a time.
  row_insert& time(instant value);
  row_insert& time(std::optional<instant> value);
  row_insert& none();
  /// Must live until `run`.
  row_insert& blob(std::span<const std::byte> value);

  /// Inserts the row; every column must have been given.
  void run();

 private:
  sqlite_statement statement_;
  int columns_ = 0;
  int given_ = 0;
  std::deque<std::string> texts_;
};

/// Its four columns.
void add_measure(row_insert& row, const presence_measure& measure);

}  // namespace beatwatch
