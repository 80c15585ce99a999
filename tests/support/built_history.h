#pragma once
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "adapters/history/history_file.h"
#include "replay/history_build.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/written_journal.h"

namespace beatwatch {

/// What a command prints on standard output, as JSON.
template <typename Command>
nlohmann::json printed_by(Command command) {
  std::ostringstream text;
  std::streambuf* const screen = std::cout.rdbuf(text.rdbuf());
  try {
    command();
  } catch (...) {
    std::cout.rdbuf(screen);
    throw;
  }
  std::cout.rdbuf(screen);
  return nlohmann::json::parse(text.str());
}

/// A town's shift, its journal, and the history of it.
class built_history {
 public:
  built_history() : journal_(folder_ / "journal"), report_(build()) {}

  nlohmann::json build() {
    return printed_by(
        [this] { history_build({.journal = journal_folder(), .file = file(), .json = true}); });
  }

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "history.gpkg"; }
  [[nodiscard]] std::filesystem::path journal_folder() const { return folder_ / "journal"; }
  [[nodiscard]] const temporary_folder& folder() const { return folder_; }
  [[nodiscard]] const written_journal& journal() const { return journal_; }
  /// Of the first build.
  [[nodiscard]] const nlohmann::json& report() const { return report_; }

  [[nodiscard]] sqlite_database open() const {
    return open_history(file(), sqlite_database::access::write);
  }

 private:
  temporary_folder folder_;
  written_journal journal_;
  nlohmann::json report_;
};

/// Every row that `sql` gives, columns with bars between them, one per line.
inline std::string rows_of(sqlite_database& file, const std::string& sql) {
  std::string text;
  sqlite_statement rows{file, sql.c_str()};
  while (rows.step()) {
    for (int column = 0; column < rows.columns(); ++column) {
      text += std::string{rows.text(column)} + '|';
    }
    text += '\n';
  }
  return text;
}

inline std::int64_t number_of(sqlite_database& file, const std::string& sql) {
  sqlite_statement row{file, sql.c_str()};
  return row.step() ? row.integer(0) : -1;
}

}  // namespace beatwatch
