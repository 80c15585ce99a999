#include "adapters/journal/sqlite_journal_reader.h"

#include <algorithm>
#include <map>
#include <utility>

#include "adapters/journal/compression.h"
#include "engine/base/check.h"

namespace beatwatch {

sqlite_journal_reader::sqlite_journal_reader(std::filesystem::path folder)
    : folder_(std::move(folder)) {
  check(!folder_.empty(), "a journal has a folder");
}

std::unique_ptr<sqlite_journal_reader> sqlite_journal_reader::of_file(
    const std::filesystem::path& file) {
  std::unique_ptr<sqlite_journal_reader> reader{new sqlite_journal_reader};
  reader->file_ = std::make_unique<journal_file_reader>(file);
  return reader;
}

bool sqlite_journal_reader::next(journal_row& row) {
  if (fault_) {
    return false;
  }
  try {
    return step_on(row);
  } catch (const sqlite_error& refused) {
    stop_at(position_.events + 1, refused.what());
    return false;
  }
}

bool sqlite_journal_reader::step_on(journal_row& row) {
  while (true) {
    if (file_ && (read_row(row) || fault_)) {
      return !fault_;
    }
    const bool writer_went_on = later_file().has_value();
    // A row may have come between the two looks.
    if (file_ && writer_went_on && (read_row(row) || fault_)) {
      return !fault_;
    }
    if (!writer_went_on || !open_later_file()) {
      return false;
    }
  }
}

bool sqlite_journal_reader::read_row(journal_row& row) {
  if (!chained_) {
    if (!file_->has_tables()) {
      return false;
    }
    position_ = file_->opening();
    chained_ = true;
  }
  auto stored = file_->batch_after(position_.events);
  if (!stored) {
    const std::uint64_t expected_end = file_->rows_expected_up_to();
    // They may have come between the two looks.
    stored = file_->batch_after(position_.events);
    if (!stored && expected_end > position_.events) {
      stop_at(position_.events + 1,
              "events up to " + std::to_string(expected_end) + " are missing, which were committed",
              expected_end);
    }
    if (!stored) {
      return false;
    }
  }
  auto events = open_batch(*stored, position_, codec_);
  if (!events) {
    stop_at(position_.events + 1, events.error());
    return false;
  }
  position_ = stored->after;
  row = {.first_event = stored->first_event,
         .events = std::move(*events),
         .events_digest = position_.events_digest,
         .changes_digest = position_.changes_digest};
  return true;
}

std::optional<journal_day_file> sqlite_journal_reader::later_file() const {
  if (folder_.empty()) {
    return std::nullopt;
  }
  const auto files = journal_files(folder_);
  const auto later = std::ranges::find_if(
      files, [&](const journal_day_file& file) { return !day_ || file.day > *day_; });
  return later == files.end() ? std::nullopt : std::optional{*later};
}

bool sqlite_journal_reader::open_later_file() {
  const auto later = later_file();
  if (!later) {
    return false;
  }
  auto opened = std::make_unique<journal_file_reader>(later->path);
  if (!opened->has_tables()) {
    return false;
  }
  file_ = std::move(opened);
  day_ = later->day;
  if (const auto opening = file_->opening(); chained_ && opening != position_) {
    stop_at(position_.events + 1,
            "it begins after event " + std::to_string(opening.events) +
                ", which is not where the file before it ends (event " +
                std::to_string(position_.events) + ")");
    return false;
  }
  return true;
}

bool sqlite_journal_reader::start_after(std::uint64_t event) {
  fault_.reset();
  chained_ = false;
  for (const auto& file : newest_first()) {
    file_ = std::make_unique<journal_file_reader>(file.path);
    day_ = file.day;
    if (file_->has_tables() && file_->opening().events <= event) {
      break;
    }
  }
  if (!file_ || !file_->has_tables()) {
    return event == 0;
  }
  position_ = file_->opening();
  chained_ = true;
  auto row = file_->batch_up_to(event);
  if (row && row->after.events > event) {
    row = file_->batch_up_to(row->first_event - 1);
  }
  if (row) {
    position_ = row->after;
  }
  return position_.events == event || event == 0;
}

std::optional<journal_checkpoint> sqlite_journal_reader::newest_checkpoint(
    std::string_view build, std::uint64_t not_after) {
  for (const auto& file : newest_first()) {
    journal_file_reader reader{file.path};
    if (auto found = reader.has_tables() ? reader.checkpoint(build, not_after) : std::nullopt) {
      return found;
    }
  }
  return std::nullopt;
}

std::vector<journal_run> sqlite_journal_reader::runs() {
  std::map<std::uint32_t, journal_run> by_number;
  for (const auto& file : newest_first()) {
    journal_file_reader reader{file.path};
    for (auto& run : reader.has_tables() ? reader.runs() : std::vector<journal_run>{}) {
      by_number.emplace(run.header.run, std::move(run));
    }
  }
  std::vector<journal_run> runs;
  runs.reserve(by_number.size());
  for (auto& [number, run] : by_number) {
    runs.push_back(std::move(run));
  }
  return runs;
}

std::optional<artifact> sqlite_journal_reader::find_artifact(std::string_view hash) {
  for (const auto& file : newest_first()) {
    journal_file_reader reader{file.path};
    if (auto found = reader.has_tables() ? reader.find_artifact(hash) : std::nullopt) {
      return found;
    }
  }
  return std::nullopt;
}

std::vector<journal_day_file> sqlite_journal_reader::newest_first() const {
  if (folder_.empty()) {
    return {{.day = {}, .path = file_->path()}};
  }
  auto files = journal_files(folder_);
  std::reverse(files.begin(), files.end());
  return files;
}

void sqlite_journal_reader::stop_at(std::uint64_t first_event,
                                    const std::string& what,
                                    std::uint64_t last_known_event) {
  fault_ =
      journal_fault{.file = file_ ? file_->path().string() : folder_.string(),
                    .first_event = first_event,
                    .what = what,
                    .events_lost = std::max(last_known_event, position_.events) - position_.events};
  fault_->at_tail =
      !later_file() && (!is_readable_after(first_event) || is_cut_short(fault_->file));
}

bool sqlite_journal_reader::is_readable_after(std::uint64_t first_event) {
  try {
    const auto last = file_ ? file_->batch_up_to(UINT64_MAX) : std::nullopt;
    if (last) {
      fault_->events_lost = std::max(fault_->events_lost, last->after.events - position_.events);
    }
    return last && last->first_event > first_event &&
           unpack(last->packed, stored_batch_bytes_max).has_value();
  } catch (const sqlite_error&) {
    return false;
  }
}

}  // namespace beatwatch
