#include "adapters/journal/journal_committer.h"

#include <algorithm>
#include <utility>

#include "adapters/journal/journal_file_reader.h"
#include "adapters/journal/journal_salvage.h"

namespace beatwatch {
namespace {

constexpr std::size_t transaction_bytes_max = std::size_t{8} << 20U;
/// Each time it costs a page, as much as a small batch.
constexpr std::chrono::seconds ending_interval{1};

}  // namespace

journal_committer::journal_committer(std::filesystem::path folder,
                                     const recovered_journal& start,
                                     const run_header& header)
    : folder_(std::move(folder)),
      run_{start.end.events + 1, header},
      day_(start.day),
      position_(start.end) {
  run_.header.run = start.last_run + 1;
  if (day_) {
    open_day(*day_);
    auto transaction = file_->begin();
    file_->drop_incomplete_checkpoints();
    introduce();
    transaction.commit();
    introduced_ = true;
  }
}

void journal_committer::commit(std::deque<journal_item>& items) {
  absorb(items);
  const auto* const first = items.empty() ? nullptr : std::get_if<queued_batch>(&items.front());
  if (first != nullptr && (!day_ || first->day > *day_ || !file_)) {
    open_day(first->day);
  } else if (checkpoint_ && (!file_ || checkpoint_->day > *day_)) {
    open_day(checkpoint_->day);
  }
  if (!file_) {
    return;
  }
  auto transaction = file_->begin();
  introduce();
  journal_position reached = position_;
  std::size_t done = 0;
  for (std::size_t bytes = 0; done < items.size() && bytes < transaction_bytes_max; ++done) {
    const auto* const batch = std::get_if<queued_batch>(&items[done]);
    if (batch == nullptr || batch->day > *day_) {
      break;
    }
    reached = put(*batch, reached);
    bytes += held_bytes(items[done]);
  }
  if (std::chrono::steady_clock::now() >= next_ending_) {
    put_ending(reached.events);
  }
  const bool checkpoint_done = checkpoint_ && put_slice();
  transaction.commit();
  if (file_->has_moved()) {
    throw sqlite_error{file_->database().file().string() + ": was removed or renamed",
                       SQLITE_READONLY_DBMOVED};
  }

  introduced_ = true;
  position_ = reached;
  items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(done));
  if (checkpoint_done) {
    checkpoint_.reset();
  } else if (checkpoint_) {
    ++checkpoint_->next;
  }
}

void journal_committer::absorb(std::deque<journal_item>& items) {
  while (!items.empty() && !std::holds_alternative<queued_batch>(items.front())) {
    if (auto* const kept = std::get_if<queued_artifact>(&items.front())) {
      keep(std::move(*kept));
    } else {
      begin(std::move(std::get<queued_checkpoint>(items.front())));
    }
    items.pop_front();
  }
}

void journal_committer::keep(queued_artifact&& item) {
  packed_artifact& kept = artifacts_.emplace_back();
  kept.named.hash = std::move(item.kept.hash);
  kept.named.kind = std::move(item.kept.kind);
  kept.packed = packer_.pack(item.kept.content);
  kept.content_digest = sha256({item.kept.content});
  introduced_ = false;
}

void journal_committer::begin(queued_checkpoint&& item) {
  const digest state_digest = sha256({item.state});
  checkpoint_ =
      slice_by_slice{.day = item.day,
                     .header = {.build = run_.header.build, .at = item.at, .after = position_},
                     .state = std::move(item.state),
                     .state_digest = state_digest};
}

void journal_committer::open_day(journal_day day) {
  close();
  if (checkpoint_ && checkpoint_->day < day) {
    checkpoint_.reset();
  }
  std::filesystem::create_directories(folder_);
  file_ = std::make_unique<journal_file_writer>(path_of(day), position_);
  day_ = day;
  introduced_ = false;
  sync_folder(folder_);
}

void journal_committer::introduce() {
  if (introduced_) {
    return;
  }
  file_->put(run_);
  for (const auto& kept : artifacts_) {
    file_->put(kept.named, kept.packed, kept.content_digest);
  }
}

journal_position journal_committer::put(const queued_batch& batch, const journal_position& before) {
  stored_batch row{.first_event = before.events + 1,
                   .count = batch.count,
                   .packed = packer_.pack(batch.events),
                   .after = advance(before,
                                    batch.count,
                                    batch.last_received_at,
                                    batch.events,
                                    next_link(before.changes_digest, batch.changes))};
  file_->put(row);
  return row.after;
}

bool journal_committer::put_slice() {
  if (checkpoint_->next == 0) {
    file_->drop_incomplete_checkpoints();
  }
  const auto begin = static_cast<std::size_t>(checkpoint_->next) * checkpoint_slice_size;
  const auto rest = std::span{checkpoint_->state}.subspan(begin);
  const auto slice = rest.first(std::min(rest.size(), checkpoint_slice_size));
  file_->put_slice(checkpoint_->header.after.events, checkpoint_->next, packer_.pack(slice));
  const bool last = slice.size() == rest.size();
  if (last) {
    file_->complete(checkpoint_->header, checkpoint_->next + 1, checkpoint_->state_digest);
  }
  return last;
}

void journal_committer::reopen() {
  if (checkpoint_) {
    checkpoint_->next = 0;
  }
  introduced_ = false;
  if (file_ && file_->has_moved()) {
    restore_moved_file();
  }
  file_.reset();
  if (!day_) {
    return;
  }
  open_day(*day_);
  auto transaction = file_->begin();
  file_->forget_after(position_.events);
  file_->drop_incomplete_checkpoints();
  put_ending(position_.events);
  transaction.commit();
  expect_end_at_position();
  // After a failed sync the system may hold pages that never reached the disk: all of the log goes
  // to the file now, and the log starts over.
  if (!file_->settle()) {
    throw sqlite_error{file_->database().file().string() + ": a reader holds on to it",
                       SQLITE_BUSY};
  }
}

void journal_committer::restore_moved_file() {
  const auto path = path_of(*day_);
  if (file_->database().has_moved() && std::filesystem::exists(path)) {
    throw sqlite_error{path.string() + ": another file stands in place of the journal's",
                       SQLITE_READONLY_DBMOVED};
  }
  const std::filesystem::path copy{path.string() + ".restored"};
  std::filesystem::create_directories(folder_);
  std::filesystem::remove(copy);
  copy_database(file_->database(), copy);
  file_.reset();
  std::filesystem::remove(path.string() + "-wal");
  std::filesystem::remove(path.string() + "-shm");
  std::filesystem::rename(copy, path);
  sync_folder(folder_);
}

void journal_committer::expect_end_at_position() {
  journal_file_reader reader{file_->database().file()};
  const auto last = reader.batch_up_to(UINT64_MAX);
  if ((last ? last->after : reader.opening()) != position_) {
    throw sqlite_error{file_->database().file().string() +
                           ": does not hold what was written to it, up to event " +
                           std::to_string(position_.events),
                       SQLITE_CORRUPT};
  }
}

void journal_committer::put_ending(std::uint64_t events) {
  file_->put_ending(events);
  next_ending_ = std::chrono::steady_clock::now() + ending_interval;
}

void journal_committer::close() {
  if (!file_) {
    return;
  }
  try {
    auto transaction = file_->begin();
    put_ending(position_.events);
    transaction.commit();
    static_cast<void>(file_->settle());
  } catch (const sqlite_error&) {
    // Everything is on disk, though in two files; whoever opens them next reads both.
  }
  file_.reset();
}

std::filesystem::path journal_committer::path_of(journal_day day) const {
  return folder_ / journal_file_name(day);
}

}  // namespace beatwatch
