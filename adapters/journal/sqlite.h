#pragma once
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace beatwatch {

/// SQLite refused: what it says, the file, and the system's reason where there is one.
class sqlite_error : public std::runtime_error {
 public:
  sqlite_error(const std::string& text, int code) : std::runtime_error(text), code_(code) {}
  /// Extended result code, e.g. SQLITE_IOERR_WRITE.
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};

/// One connection to a database file, for one thread at a time.
class sqlite_database {
 public:
  enum class access {
    read,   ///< must exist; also opens a file that was cut short, as far as it goes
    write,  ///< created when absent
  };
  /// Throws `sqlite_error`.
  sqlite_database(const std::filesystem::path& file, access mode);

  /// One or more statements without results. Throws `sqlite_error`.
  void execute(const char* sql);

  /// True when the file open here is no longer the one at its path: removed, renamed or replaced.
  [[nodiscard]] bool has_moved();

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[noreturn]] void fail(std::string_view doing) const;

 private:
  struct closer {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, closer> handle_;
};

/// A prepared statement; columns and parameters are counted as in SQLite (from 0 and from 1).
class sqlite_statement {
 public:
  /// Throws `sqlite_error`. The database outlives the statement.
  sqlite_statement(sqlite_database& database, const char* sql);

  /// Text and bytes must live until the statement is reset.
  sqlite_statement& bind(int parameter, std::int64_t value);
  sqlite_statement& bind(int parameter, std::string_view value);
  sqlite_statement& bind(int parameter, std::span<const std::byte> value);
  sqlite_statement& bind_null(int parameter);

  /// True when there is a row; its columns live until the next call. Throws `sqlite_error`.
  bool step();
  /// Runs a statement without rows to its end and makes it ready for the next.
  void run();
  void reset() { sqlite3_reset(handle_.get()); }

  [[nodiscard]] int columns() const { return sqlite3_column_count(handle_.get()); }
  /// SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL.
  [[nodiscard]] int type(int column) const { return sqlite3_column_type(handle_.get(), column); }
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::byte> bytes(int column) const;

 private:
  struct finalizer {
    void operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }
  };
  sqlite_database* database_;
  std::unique_ptr<sqlite3_stmt, finalizer> handle_;
};

/// Begins a transaction; rolls back unless `commit` was called.
class sqlite_transaction {
 public:
  explicit sqlite_transaction(sqlite_database& database);
  sqlite_transaction(const sqlite_transaction&) = delete;
  sqlite_transaction& operator=(const sqlite_transaction&) = delete;
  ~sqlite_transaction();
  /// Returns when the transaction is on disk. Throws `sqlite_error`.
  void commit();

 private:
  sqlite_database* database_;
  bool open_ = true;
};

/// Lets nobody but its owner read or write a database file.
void keep_for_owner(const std::filesystem::path& file);

/// True for a database without a log beside it that is shorter than its own header says: its end is
/// lost. Source: "Database File Format", sqlite.org/fileformat2.html, section 1.3.
bool is_cut_short(const std::filesystem::path& file);

/// Copies the whole database, committed content only, into a new file. Throws `sqlite_error`.
void copy_database(sqlite_database& from, const std::filesystem::path& to);

}  // namespace beatwatch
