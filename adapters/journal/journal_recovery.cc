#include "adapters/journal/journal_recovery.h"

#include <algorithm>

#include "adapters/journal/journal_salvage.h"
#include "adapters/journal/sqlite_journal_reader.h"
#include "adapters/journal/wal_tail.h"

namespace beatwatch {
namespace {

std::filesystem::path log_of(const std::filesystem::path& file) { return {file.string() + "-wal"}; }

/// Newest file in which anything was ever stored. One whose making was interrupted is deleted.
std::optional<journal_day_file> newest_file(const std::filesystem::path& folder,
                                            std::vector<std::string>& reports) {
  auto files = journal_files(folder);
  while (!files.empty()) {
    const auto& path = files.back().path;
    if (journal_file_reader{path}.has_tables()) {
      return files.back();
    }
    for (const char* const ending : {"", "-journal", "-shm", "-wal"}) {
      std::filesystem::remove(path.string() + ending);
    }
    reports.push_back(path.string() + ": was just being made when the server stopped; made again");
    files.pop_back();
  }
  return std::nullopt;
}

/// Reads a file to where it ends or breaks, from its newest checkpoint on when rows lead to it.
struct file_end {
  journal_position position;
  std::optional<journal_fault> fault;
};
file_end find_end(const std::filesystem::path& path) {
  const auto newest_checkpoint = journal_file_reader{path}.checkpoint_position("", UINT64_MAX);
  const auto reader = sqlite_journal_reader::of_file(path);
  const bool chained = newest_checkpoint && reader->start_after(newest_checkpoint->events) &&
                       reader->position().events_digest == newest_checkpoint->events_digest;
  if (!chained) {
    reader->start_after(0);
  }
  journal_row row;
  while (reader->next(row)) {
  }
  return {reader->position(), reader->fault()};
}

std::string line(const journal_fault& fault) {
  return fault.file + ": row of event " + std::to_string(fault.first_event) + ": " + fault.what;
}

std::uint32_t last_run(const std::filesystem::path& folder) {
  const auto runs = sqlite_journal_reader{folder}.runs();
  return runs.empty() ? 0 : runs.back().header.run;
}

}  // namespace

recovered_journal recover_journal(const std::filesystem::path& folder) {
  recovered_journal found;
  const auto newest = newest_file(folder, found.reports);
  if (!newest) {
    return found;
  }
  const auto log = inspect_wal(log_of(newest->path));
  const auto end = find_end(newest->path);
  if (log.torn_bytes > 0) {
    found.reports.push_back(log_of(newest->path).string() + ": " + std::to_string(log.torn_bytes) +
                            " bytes of an unfinished commit after event " +
                            std::to_string(end.position.events) +
                            " are left out; nothing of it was acknowledged");
  }
  if (end.fault && !end.fault->at_tail) {
    throw journal_error{line(*end.fault) +
                        "; what follows can be read, so this is damage and not a torn tail"};
  }
  if (end.fault) {
    const auto size = std::filesystem::file_size(newest->path);
    const auto salvaged = salvage_journal_file(newest->path, end.position);
    found.reports.push_back(
        line(*end.fault) + "; the journal goes on after event " +
        std::to_string(end.position.events) + ", " + std::to_string(end.fault->events_lost) +
        " events listed after it are lost; the damaged file of " + std::to_string(size) +
        " bytes is kept as " + salvaged.damaged.string());
    found.reports.insert(found.reports.end(), salvaged.lost.begin(), salvaged.lost.end());
  }
  found.day = newest->day;
  found.end = end.position;
  found.last_run = last_run(folder);
  return found;
}

}  // namespace beatwatch
