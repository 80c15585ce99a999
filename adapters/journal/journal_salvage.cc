#include "adapters/journal/journal_salvage.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <span>
#include <string>
#include <system_error>

#include "adapters/journal/compression.h"
#include "adapters/journal/journal_file_reader.h"
#include "adapters/journal/journal_file_writer.h"

namespace beatwatch {
namespace {

std::filesystem::path beside(const std::filesystem::path& file, const std::string& ending) {
  return {file.string() + ending};
}

std::filesystem::path unused_name(const std::filesystem::path& file) {
  auto name = beside(file, ".damaged");
  for (int n = 2; std::filesystem::exists(name); ++n) {
    name = beside(file, ".damaged-" + std::to_string(n));
  }
  return name;
}

void move_with_log(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::filesystem::exists(beside(from, "-wal"))) {
    std::filesystem::rename(beside(from, "-wal"), beside(to, "-wal"));
  }
  std::filesystem::remove(beside(from, "-shm"));
  std::filesystem::rename(from, to);
}

void copy_rows(journal_file_reader& from, journal_file_writer& to, const journal_position& end) {
  constexpr int rows_per_transaction = 1'000;
  std::uint64_t done = from.opening().events;
  while (done < end.events) {
    auto transaction = to.begin();
    for (int i = 0; i < rows_per_transaction && done < end.events; ++i) {
      const auto row = from.batch_after(done);
      if (!row) {
        throw sqlite_error{from.path().string() + ": a row was read before and is gone",
                           SQLITE_CORRUPT};
      }
      to.put(*row);
      done = row->after.events;
    }
    transaction.commit();
  }
}

void copy_checkpoint(journal_file_reader& from,
                     journal_file_writer& to,
                     const journal_position& end) {
  const auto found = from.checkpoint("", end.events);
  if (!found) {
    return;
  }
  compressor packer;
  auto transaction = to.begin();
  std::int64_t slices = 0;
  for (auto rest = std::span{found->state}; slices == 0 || !rest.empty(); ++slices) {
    const auto slice = rest.first(std::min(rest.size(), checkpoint_slice_size));
    to.put_slice(found->after_event, slices, packer.pack(slice));
    rest = rest.subspan(slice.size());
  }
  to.complete(
      {found->build, found->at, from.checkpoint_position(found->build, found->after_event).value()},
      slices,
      sha256({found->state}));
  transaction.commit();
}

void copy_runs(journal_file_reader& from, journal_file_writer& to, const journal_position& end) {
  auto transaction = to.begin();
  for (const auto& run : from.runs()) {
    if (run.first_event <= end.events + 1) {
      to.put(run);
    }
  }
  transaction.commit();
}

std::vector<std::string> copy_artifacts(journal_file_reader& from, journal_file_writer& to) {
  std::vector<std::string> lost;
  compressor packer;
  auto transaction = to.begin();
  for (const auto& hash : from.artifact_hashes()) {
    try {
      if (const auto kept = from.find_artifact(hash)) {
        to.put(*kept, packer.pack(kept->content), sha256({kept->content}));
      }
    } catch (const sqlite_error& damage) {
      lost.emplace_back(damage.what());
    }
  }
  transaction.commit();
  return lost;
}

}  // namespace

salvaged_journal salvage_journal_file(const std::filesystem::path& file,
                                      const journal_position& end) {
  salvaged_journal result{.damaged = unused_name(file)};
  const auto readable_part = beside(file, ".salvaged");
  for (const char* const ending : {"", "-wal", "-shm"}) {
    std::filesystem::remove(beside(readable_part, ending));
  }
  {
    journal_file_reader from{file};
    journal_file_writer to{readable_part, from.opening()};
    copy_rows(from, to, end);
    copy_runs(from, to, end);
    result.lost = copy_artifacts(from, to);
    copy_checkpoint(from, to, end);
    to.put_ending(end.events);
  }
  move_with_log(file, result.damaged);
  move_with_log(readable_part, file);
  sync_folder(file.parent_path());
  return result;
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const std::error_code reason{errno, std::generic_category()};
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!synced) {
    throw std::filesystem::filesystem_error{"cannot sync", folder, reason};
  }
}

}  // namespace beatwatch
