#include "adapters/daemon/sqlite_table.h"

#include <chrono>
#include <utility>
#include <vector>

#include "adapters/journal/sqlite.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

constexpr int instructions_between_looks = 10'000;

// Ends a statement that takes too long, or when the server stops.
struct statement_watch {
  const std::atomic<bool>& stopping;
  steady::time_point until;
};

int is_over(void* watch) {
  const auto& w = *static_cast<const statement_watch*>(watch);
  return w.stopping || steady::now() > w.until ? 1 : 0;
}

// Of the one statement that the connection has.
std::vector<std::string> column_names(const sqlite_database& file) {
  sqlite3_stmt* const statement = sqlite3_next_stmt(file.handle(), nullptr);
  std::vector<std::string> names;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    names.emplace_back(sqlite3_column_name(statement, i));
  }
  return names;
}

}  // namespace

sqlite_table::sqlite_table(const sql_source& settings, query_rows rows)
    : settings_(settings), rows_(std::move(rows)) {}

void sqlite_table::poll(const hand_over& hand) {
  sqlite_database file{settings_.file, sqlite_database::access::read};
  statement_watch watch{.stopping = stopping_,
                        .until = steady::now() + settings_.statement_timeout};
  sqlite3_progress_handler(file.handle(), instructions_between_looks, is_over, &watch);
  file.execute("PRAGMA query_only=ON");
  sqlite_statement query{file, settings_.query.c_str()};
  query.bind(1, static_cast<std::int64_t>(rows_.mark()));
  const std::vector<std::string> columns = column_names(file);
  rows_.begin(columns);
  std::vector<std::string_view> values(columns.size());
  while (query.step()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = query.text(static_cast<int>(i));
    }
    if (!rows_.add(values, hand)) {
      return;
    }
    watch.until = steady::now() + settings_.statement_timeout;
  }
  rows_.finish(hand);
}

}  // namespace beatwatch
