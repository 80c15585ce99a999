#include "adapters/daemon/postgresql_table.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace beatwatch {
namespace {

constexpr const char* connect_timeout_s = "5";

// On one line, as an operator reads it.
std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
    text.pop_back();
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

postgresql_table::postgresql_table(sql_source settings, query_rows rows)
    : settings_(std::move(settings)), rows_(std::move(rows)) {}

void postgresql_table::interrupt() {
  const std::lock_guard lock{mutex_};
  stopping_ = true;
  if (cancel_ != nullptr) {
    std::array<char, 256> ignored{};
    PQcancel(cancel_.get(), ignored.data(), static_cast<int>(ignored.size()));
  }
}

void postgresql_table::connect() {
  // Later words go before earlier ones; what the configuration says goes before what is said here.
  const std::array<const char*, 4> words{"connect_timeout", "application_name", "dbname", nullptr};
  const std::array<const char*, 4> values{
      connect_timeout_s, "beatwatchd", settings_.connection.c_str(), nullptr};
  connection_.reset(PQconnectdbParams(words.data(), values.data(), 1));
  if (PQstatus(connection_.get()) != CONNECTION_OK) {
    throw std::runtime_error(one_line(PQerrorMessage(connection_.get())));
  }
  const std::lock_guard lock{mutex_};
  cancel_.reset(PQgetCancel(connection_.get()));
}

void postgresql_table::disconnect() {
  {
    const std::lock_guard lock{mutex_};
    cancel_.reset();
  }
  connection_.reset();
}

postgresql_table::query_result postgresql_table::run(const std::string& statement,
                                                     ExecStatusType expected) {
  query_result result{PQexec(connection_.get(), statement.c_str())};
  if (PQresultStatus(result.get()) != expected) {
    throw std::runtime_error(one_line(PQerrorMessage(connection_.get())));
  }
  return result;
}

postgresql_table::query_result postgresql_table::declare_cursor() {
  const std::string statement = "DECLARE news NO SCROLL CURSOR FOR " + settings_.query;
  const std::string mark = std::to_string(rows_.mark());
  const std::array<const char*, 1> values{mark.c_str()};
  query_result result{PQexecParams(
      connection_.get(), statement.c_str(), 1, nullptr, values.data(), nullptr, nullptr, 0)};
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(one_line(PQerrorMessage(connection_.get())));
  }
  return result;
}

bool postgresql_table::take_rows(const PGresult* result, const hand_over& hand) {
  std::vector<std::string_view> values(static_cast<std::size_t>(PQnfields(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int field = static_cast<int>(i);
      values[i] = {PQgetvalue(result, row, field),
                   static_cast<std::size_t>(PQgetlength(result, row, field))};
    }
    if (!rows_.add(values, hand)) {
      return false;
    }
  }
  return true;
}

void postgresql_table::read_all(const hand_over& hand) {
  run("BEGIN TRANSACTION READ ONLY", PGRES_COMMAND_OK);
  run("SET LOCAL statement_timeout = " + std::to_string(settings_.statement_timeout.count()),
      PGRES_COMMAND_OK);
  declare_cursor();
  const std::string fetch = "FETCH " + std::to_string(batch_rows_max) + " FROM news";
  for (bool first = true;; first = false) {
    const query_result rows = run(fetch, PGRES_TUPLES_OK);
    if (first) {
      std::vector<std::string> columns;
      for (int i = 0; i < PQnfields(rows.get()); ++i) {
        columns.emplace_back(PQfname(rows.get(), i));
      }
      rows_.begin(columns);
    }
    if (!take_rows(rows.get(), hand)) {
      return;
    }
    if (PQntuples(rows.get()) == 0) {
      break;
    }
  }
  if (rows_.finish(hand)) {
    run("COMMIT", PGRES_COMMAND_OK);
  }
}

void postgresql_table::poll(const hand_over& hand) {
  if (connection_ == nullptr) {
    connect();
  }
  try {
    read_all(hand);
  } catch (const std::runtime_error&) {
    disconnect();
    const std::lock_guard lock{mutex_};
    if (!stopping_) {
      throw;
    }
  }
}

}  // namespace beatwatch
