#include "adapters/history/history_file.h"

#include <map>
#include <set>
#include <utility>

#include "adapters/history/history_tables.h"

namespace beatwatch {
namespace {

using schema_key = std::pair<std::string, std::string>;  // type, name

void make_tables(sqlite_database& database) {
  database.execute(geopackage_tables_sql);
  database.execute(history_tables_sql);
  database.execute(geopackage_contents_sql);
}

std::map<schema_key, std::string> schema_of(sqlite_database& database) {
  std::map<schema_key, std::string> found;
  sqlite_statement rows{database, "SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL"};
  while (rows.step()) {
    found.emplace(schema_key{rows.text(0), rows.text(1)}, rows.text(2));
  }
  return found;
}

// The statements that `make_tables` leaves behind, to compare a file with.
const std::map<schema_key, std::string>& own_schema() {
  static const auto own = [] {
    sqlite_database scratch{":memory:", sqlite_database::access::write};
    make_tables(scratch);
    return schema_of(scratch);
  }();
  return own;
}

std::int64_t pragma(sqlite_database& database, const char* sql) {
  sqlite_statement row{database, sql};
  return row.step() ? row.integer(0) : 0;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw history_error{file.string() + ": not a history of Beatwatch: " + why};
}

void check_schema(sqlite_database& database) {
  const auto found = schema_of(database);
  std::set<std::string> own_names;
  for (const auto& [key, sql] : own_schema()) {
    const auto same = found.find(key);
    if (same == found.end() || same->second != sql) {
      refuse(database.file(), key.first + " \"" + key.second + "\" is absent or altered");
    }
    own_names.insert(key.second);
  }
  sqlite_statement triggers{database,
                            "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'"};
  while (triggers.step()) {
    if (own_names.contains(std::string{triggers.text(1)})) {
      refuse(database.file(), "it has the trigger \"" + std::string{triggers.text(0)} + '"');
    }
  }
}

void check_header(sqlite_database& database) {
  if (pragma(database, "PRAGMA application_id") != geopackage_application_id ||
      pragma(database, "PRAGMA user_version") != geopackage_version) {
    refuse(database.file(), "its header does not say GeoPackage 1.3");
  }
}

}  // namespace

sqlite_database create_history(const std::filesystem::path& file) {
  sqlite_database database{file, sqlite_database::access::write};
  // Owner only, before anything is in it: the trails are for those who may see them.
  keep_for_owner(file);
  database.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
  database.execute(("PRAGMA application_id=" + std::to_string(geopackage_application_id) +
                    "; PRAGMA user_version=" + std::to_string(geopackage_version))
                       .c_str());
  sqlite_transaction all{database};
  make_tables(database);
  set_history_fact(database, "format", std::to_string(history_format));
  all.commit();
  return database;
}

sqlite_database open_history(const std::filesystem::path& file, sqlite_database::access mode) {
  if (!std::filesystem::is_regular_file(file)) {
    throw history_error{file.string() + ": no such file"};
  }
  try {
    sqlite_database database{file, mode};
    database.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
    check_header(database);
    check_schema(database);
    if (history_fact(database, "format") != std::to_string(history_format)) {
      refuse(file, "another version made it");
    }
    return database;
  } catch (const sqlite_error& error) {
    if ((error.code() & 0xff) == SQLITE_NOTADB || (error.code() & 0xff) == SQLITE_CORRUPT) {
      refuse(file, "SQLite cannot read it");
    }
    throw;
  }
}

std::optional<std::string> history_fact(sqlite_database& file, const std::string& fact) {
  sqlite_statement row{file, "SELECT value FROM history_facts WHERE fact = ?"};
  row.bind(1, std::string_view{fact});
  return row.step() ? std::optional{std::string{row.text(0)}} : std::nullopt;
}

void set_history_fact(sqlite_database& file, const std::string& fact, const std::string& value) {
  sqlite_statement row{file,
                       "INSERT INTO history_facts(fact, value) VALUES(?, ?)"
                       " ON CONFLICT(fact) DO UPDATE SET value = excluded.value"};
  row.bind(1, std::string_view{fact}).bind(2, std::string_view{value}).run();
}

std::int64_t settled_until_ms(sqlite_database& file) {
  sqlite_statement row{file, "SELECT coalesce(max(end_ms), 0) FROM hours WHERE settled = 1"};
  row.step();
  return row.integer(0);
}

}  // namespace beatwatch
