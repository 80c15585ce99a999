#include "adapters/journal/journal_file_writer.h"

#include <sys/stat.h>

#include <string>

#include "adapters/journal/journal_tables.h"
#include "adapters/journal/run_header_codec.h"

namespace beatwatch {
namespace {

std::int64_t as_integer(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::int64_t pragma(sqlite_database& database, const char* sql) {
  sqlite_statement statement{database, sql};
  return statement.step() ? statement.integer(0) : 0;
}

void create_tables(sqlite_database& database, const journal_position& opening) {
  sqlite_transaction transaction{database};
  database.execute(("PRAGMA application_id=" + std::to_string(journal_application_id)).c_str());
  database.execute(("PRAGMA user_version=" + std::to_string(journal_version)).c_str());
  database.execute(journal_tables_sql);
  sqlite_statement{database, "INSERT INTO opening VALUES(?,?,?,?)"}
      .bind(1, as_integer(opening.events))
      .bind(2, instant_to_ms(opening.last_received_at))
      .bind(3, opening.events_digest)
      .bind(4, opening.changes_digest)
      .run();
  transaction.commit();
}

sqlite_database& with_tables(sqlite_database& database, const journal_position& opening) {
  {
    sqlite_statement mode{database, "PRAGMA journal_mode=WAL"};
    if (!mode.step() || mode.text(0) != "wal") {
      throw sqlite_error{database.file().string() + ": no write-ahead log is possible here",
                         SQLITE_CANTOPEN};
    }
  }
  database.execute("PRAGMA synchronous=FULL");
  database.execute("PRAGMA cell_size_check=ON");
  if (pragma(database, "SELECT count(*) FROM sqlite_schema") == 0) {
    create_tables(database, opening);
  }
  if (pragma(database, "PRAGMA application_id") != journal_application_id ||
      pragma(database, "PRAGMA user_version") != journal_version) {
    throw sqlite_error{
        database.file().string() + ": not a journal of version " + std::to_string(journal_version),
        SQLITE_NOTADB};
  }
  return database;
}

}  // namespace

journal_file_writer::journal_file_writer(const std::filesystem::path& path,
                                         const journal_position& opening)
    : database_(path, sqlite_database::access::write),
      put_batch_(with_tables(database_, opening), "INSERT INTO batches VALUES(?,?,?,?,?,?)"),
      put_slice_(database_, "INSERT OR REPLACE INTO checkpoint_slices VALUES(?,?,?)"),
      log_inode_(log_inode()) {}

void journal_file_writer::put(const stored_batch& row) {
  put_batch_.bind(1, as_integer(row.first_event))
      .bind(2, as_integer(row.count))
      .bind(3, instant_to_ms(row.after.last_received_at))
      .bind(4, row.packed)
      .bind(5, row.after.events_digest)
      .bind(6, row.after.changes_digest)
      .run();
}

void journal_file_writer::put(const journal_run& run) {
  const auto header = encode(run.header);
  sqlite_statement{database_, "INSERT OR REPLACE INTO runs VALUES(?,?,?)"}
      .bind(1, std::int64_t{run.header.run})
      .bind(2, as_integer(run.first_event))
      .bind(3, header)
      .run();
}

void journal_file_writer::put_ending(std::uint64_t events) {
  sqlite_statement{database_, "INSERT OR REPLACE INTO ending VALUES(1,?)"}
      .bind(1, as_integer(events))
      .run();
}

void journal_file_writer::put(const artifact& kept,
                              std::span<const std::byte> packed,
                              const digest& content_digest) {
  sqlite_statement{database_, "INSERT OR IGNORE INTO artifacts VALUES(?,?,?,?)"}
      .bind(1, kept.hash)
      .bind(2, kept.kind)
      .bind(3, content_digest)
      .bind(4, packed)
      .run();
}

void journal_file_writer::put_slice(std::uint64_t after_event,
                                    std::int64_t slice,
                                    std::span<const std::byte> packed) {
  put_slice_.bind(1, as_integer(after_event)).bind(2, slice).bind(3, packed).run();
}

void journal_file_writer::complete(const checkpoint_header& header,
                                   std::int64_t slices,
                                   const digest& state_digest) {
  sqlite_statement{database_, "INSERT OR REPLACE INTO checkpoints VALUES(?,?,?,?,?,?,?,?)"}
      .bind(1, as_integer(header.after.events))
      .bind(2, header.build)
      .bind(3, instant_to_ms(header.at))
      .bind(4, header.after.events_digest)
      .bind(5, header.after.changes_digest)
      .bind(6, instant_to_ms(header.after.last_received_at))
      .bind(7, slices)
      .bind(8, state_digest)
      .run();
  database_.execute(
      "DELETE FROM checkpoints WHERE after_event <> (SELECT min(after_event) FROM checkpoints) AND "
      "after_event NOT IN (SELECT after_event FROM checkpoints ORDER BY after_event DESC LIMIT 2)");
  drop_incomplete_checkpoints();
}

void journal_file_writer::drop_incomplete_checkpoints() {
  database_.execute(
      "DELETE FROM checkpoint_slices WHERE after_event NOT IN (SELECT after_event FROM "
      "checkpoints)");
}

void journal_file_writer::forget_after(std::uint64_t event) {
  for (const char* const sql : {"DELETE FROM batches WHERE first_event > ?",
                                "DELETE FROM checkpoints WHERE after_event > ?",
                                "DELETE FROM checkpoint_slices WHERE after_event > ?"}) {
    sqlite_statement{database_, sql}.bind(1, as_integer(event)).run();
  }
}

bool journal_file_writer::settle() {
  return pragma(database_, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
}

bool journal_file_writer::has_moved() {
  // The log appears with the first transaction and keeps its inode while it is open.
  const std::uintmax_t log = log_inode();
  if (log_inode_ == 0) {
    log_inode_ = log;
  }
  return log != log_inode_ || database_.has_moved();
}

std::uintmax_t journal_file_writer::log_inode() const {
  struct stat status {};
  const std::string log = database_.file().string() + "-wal";
  return ::stat(log.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace beatwatch
