#include "adapters/journal/sqlite.h"

#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

namespace beatwatch {
namespace {

constexpr int busy_timeout_ms = 1'000;

const void* address(std::span<const std::byte> value) {
  // SQLite stores NULL for a null pointer, whatever the size.
  return value.empty() ? static_cast<const void*>("") : value.data();
}

}  // namespace

sqlite_database::sqlite_database(const std::filesystem::path& file, access mode) : file_(file) {
  const int flags =
      mode == access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) {
    fail("open");
  }
  sqlite3_busy_timeout(opened, busy_timeout_ms);
  if (mode == access::read) {
    // Without it SQLite refuses a file that is shorter than its header says, as a whole.
    execute("PRAGMA writable_schema=ON");
  }
}

void sqlite_database::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(sql);
  }
}

bool sqlite_database::has_moved() {
  int moved = 0;
  return sqlite3_file_control(handle_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
         moved != 0;
}

void sqlite_database::fail(std::string_view doing) const {
  sqlite3* const handle = handle_.get();
  if (handle == nullptr) {
    throw sqlite_error{file_.string() + ": out of memory", SQLITE_NOMEM};
  }
  std::string text = file_.string() + ": " + sqlite3_errmsg(handle);
  if (const int system = sqlite3_system_errno(handle); system != 0) {
    text += std::string{" ("} + std::strerror(system) + ")";
  }
  text += ", at: " + std::string{doing.substr(0, 40)};
  throw sqlite_error{text, sqlite3_extended_errcode(handle)};
}

sqlite_statement::sqlite_statement(sqlite_database& database, const char* sql)
    : database_(&database) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v3(
          database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK) {
    database.fail(sql);
  }
  handle_.reset(prepared);
}

sqlite_statement& sqlite_statement::bind(int parameter, std::int64_t value) {
  if (sqlite3_bind_int64(handle_.get(), parameter, value) != SQLITE_OK) {
    database_->fail("bind a number");
  }
  return *this;
}

sqlite_statement& sqlite_statement::bind(int parameter, std::string_view value) {
  if (sqlite3_bind_text64(
          handle_.get(), parameter, value.data(), value.size(), nullptr, SQLITE_UTF8) !=
      SQLITE_OK) {
    database_->fail("bind text");
  }
  return *this;
}

sqlite_statement& sqlite_statement::bind(int parameter, std::span<const std::byte> value) {
  if (sqlite3_bind_blob64(handle_.get(), parameter, address(value), value.size(), nullptr) !=
      SQLITE_OK) {
    database_->fail("bind bytes");
  }
  return *this;
}

sqlite_statement& sqlite_statement::bind_null(int parameter) {
  if (sqlite3_bind_null(handle_.get(), parameter) != SQLITE_OK) {
    database_->fail("bind nothing");
  }
  return *this;
}

bool sqlite_statement::step() {
  switch (sqlite3_step(handle_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    default:
      database_->fail(sqlite3_sql(handle_.get()));
  }
}

void sqlite_statement::run() {
  step();
  reset();
}

std::int64_t sqlite_statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double sqlite_statement::real(int column) const {
  return sqlite3_column_double(handle_.get(), column);
}

std::string_view sqlite_statement::text(int column) const {
  const void* const first = sqlite3_column_text(handle_.get(), column);
  return {static_cast<const char*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::span<const std::byte> sqlite_statement::bytes(int column) const {
  const void* const first = sqlite3_column_blob(handle_.get(), column);
  return {static_cast<const std::byte*>(first),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

sqlite_transaction::sqlite_transaction(sqlite_database& database) : database_(&database) {
  database.execute("BEGIN IMMEDIATE");
}

sqlite_transaction::~sqlite_transaction() {
  if (open_) {
    sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void sqlite_transaction::commit() {
  database_->execute("COMMIT");
  open_ = false;
}

void keep_for_owner(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
}

bool is_cut_short(const std::filesystem::path& file) {
  const std::filesystem::path log{file.string() + "-wal"};
  std::array<char, 32> header{};
  std::ifstream in{file, std::ios::binary};
  in.read(header.data(), header.size());
  const auto number = [&](std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (const char byte : std::span{header}.subspan(at, size)) {
      value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
  };
  std::error_code absent;
  const auto log_size = std::filesystem::file_size(log, absent);
  std::error_code unreadable;
  const auto size = std::filesystem::file_size(file, unreadable);
  const std::uint64_t page_size = number(16, 2) == 1 ? 65'536 : number(16, 2);
  return (absent || log_size == 0) && !unreadable && size < number(28, 4) * page_size;
}

void copy_database(sqlite_database& from, const std::filesystem::path& to) {
  sqlite_database copy{to, sqlite_database::access::write};
  sqlite3_backup* const backup = sqlite3_backup_init(copy.handle(), "main", from.handle(), "main");
  if (backup == nullptr) {
    copy.fail("begin to copy");
  }
  sqlite3_backup_step(backup, -1);
  if (sqlite3_backup_finish(backup) != SQLITE_OK) {
    copy.fail("copy");
  }
}

}  // namespace beatwatch
