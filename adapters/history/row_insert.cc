#include "adapters/history/row_insert.h"

#include "adapters/sources/rfc3339.h"
#include "engine/base/check.h"

namespace beatwatch {
namespace {

int column_count(sqlite_database& database, const std::string& table) {
  const sqlite_statement all{database, ("SELECT * FROM " + table).c_str()};
  return all.columns();
}

std::string insert_sql(const std::string& table, int columns) {
  std::string sql = "INSERT OR REPLACE INTO " + table + " VALUES(?";
  for (int i = 1; i < columns; ++i) {
    sql += ",?";
  }
  return sql + ')';
}

}  // namespace

row_insert::row_insert(sqlite_database& database, const std::string& table)
    : statement_(database, insert_sql(table, column_count(database, table)).c_str()),
      columns_(column_count(database, table)) {}

row_insert& row_insert::number(std::int64_t value) {
  statement_.bind(++given_, value);
  return *this;
}

row_insert& row_insert::number(std::optional<std::int64_t> value) {
  return value ? number(*value) : none();
}

row_insert& row_insert::text(std::string_view value) {
  texts_.emplace_back(value);
  statement_.bind(++given_, std::string_view{texts_.back()});
  return *this;
}

row_insert& row_insert::time(instant value) { return text(format_rfc3339(value)); }

row_insert& row_insert::time(std::optional<instant> value) { return value ? time(*value) : none(); }

row_insert& row_insert::none() {
  statement_.bind_null(++given_);
  return *this;
}

row_insert& row_insert::blob(std::span<const std::byte> value) {
  statement_.bind(++given_, value);
  return *this;
}

void row_insert::run() {
  check(given_ == columns_, "a row has every column of its table");
  statement_.run();
  given_ = 0;
  texts_.clear();
}

void add_measure(row_insert& row, const presence_measure& measure) {
  row.number(measure.at_least_ms)
      .number(measure.about_ms)
      .number(measure.at_most_ms)
      .number(measure.unknown_ms);
}

}  // namespace beatwatch
