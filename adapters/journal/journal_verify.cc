#include "adapters/journal/journal_verify.h"

#include <memory>

#include "adapters/journal/journal_day.h"
#include "adapters/journal/sqlite_journal_reader.h"

namespace beatwatch {
namespace {

void check_file(const std::filesystem::path& path, journal_verification& found) {
  journal_file_reader file{path};
  for (const auto& fault : file.integrity_faults()) {
    found.structure.push_back(path.string() + ": " + fault);
  }
}

}  // namespace

journal_verification verify_journal(const std::filesystem::path& folder_or_file) {
  journal_verification found;
  const bool is_folder = std::filesystem::is_directory(folder_or_file);
  const auto reader = is_folder ? std::make_unique<sqlite_journal_reader>(folder_or_file)
                                : sqlite_journal_reader::of_file(folder_or_file);
  journal_row row;
  while (reader->next(row)) {
    ++found.rows;
    found.events += row.events.size();
  }
  found.fault = reader->fault();
  found.events_digest = reader->position().events_digest;

  if (!is_folder) {
    check_file(folder_or_file, found);
    return found;
  }
  for (const auto& file : journal_files(folder_or_file)) {
    check_file(file.path, found);
  }
  return found;
}

}  // namespace beatwatch
