#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/units.h"

namespace beatwatch {

/// A day of reception, UTC: what one journal file holds.
using journal_day = std::chrono::sys_days;

constexpr journal_day day_of(instant t) { return std::chrono::floor<std::chrono::days>(t); }

/// "beatwatch-2026-01-31.journal".
std::string journal_file_name(journal_day day);

/// One of the files of a journal.
struct journal_day_file {
  journal_day day;
  std::filesystem::path path;
};

/// Those in `folder`, oldest first; other names are passed by. Empty when there is no such folder.
/// Throws `std::filesystem::filesystem_error` when it cannot be read.
std::vector<journal_day_file> journal_files(const std::filesystem::path& folder);

}  // namespace beatwatch
