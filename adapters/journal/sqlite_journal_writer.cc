#include "adapters/journal/sqlite_journal_writer.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "adapters/journal/event_bounds.h"
#include "engine/base/check.h"
#include "engine/change_fields.h"

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

constexpr duration first_pause{50};
constexpr duration longest_pause{2'000};

}  // namespace

sqlite_journal_writer::sqlite_journal_writer(journal_options options, progress_callback on_progress)
    : options_(std::move(options)),
      on_progress_(std::move(on_progress)),
      lock_(options_.folder),
      recovered_(recover_journal(options_.folder)),
      last_appended_(recovered_.end.events),
      last_received_at_(recovered_.end.last_received_at),
      day_(recovered_.day),
      last_sealed_(recovered_.end.events),
      committer_(options_.folder, recovered_, options_.run) {
  options_.run.run = recovered_.last_run + 1;
  progress_ = {.events = recovered_.end.events, .changes = recovered_.end.changes_digest};
  thread_ = std::thread{[this] { commit_loop(); }};
}

sqlite_journal_writer::~sqlite_journal_writer() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  work_or_stop_.notify_one();
  thread_.join();
}

bool sqlite_journal_writer::append(std::span<const event> batch) {
  check(!unsealed_, "each batch is sealed before the next is appended");
  check(!batch.empty() && batch.size() <= stored_batch_events_max, "a batch has a bounded size");
  {
    const std::lock_guard lock{mutex_};
    if (held_bytes_ >= options_.queue_bytes_max) {
      return false;
    }
  }
  unsealed_.emplace();
  unsealed_->day = day_of(batch.front().received_at);
  unsealed_->count = batch.size();
  unsealed_->last_received_at = batch.back().received_at;
  for (const event& e : batch) {
    check(e.received_at >= last_received_at_, "times of reception never decrease");
    check(!fault_of(e), "an event to be journalled is within its bounds");
    last_received_at_ = e.received_at;
    codec_.append(e, unsealed_->events);
  }
  last_appended_ += batch.size();
  day_ = unsealed_->day;
  return true;
}

void sqlite_journal_writer::seal(std::span<const change> changes) {
  check(unsealed_.has_value(), "what is sealed was appended");
  for (const change& c : changes) {
    append_canonical_bytes(c, unsealed_->changes);
  }
  {
    const std::lock_guard lock{mutex_};
    held_bytes_ += unsealed_->events.size() + unsealed_->changes.size();
    last_sealed_ = last_appended_;
    queue_.push(std::move(*unsealed_));
  }
  unsealed_.reset();
  work_or_stop_.notify_one();
}

bool sqlite_journal_writer::starts_new_day(instant t) const { return !day_ || day_of(t) > *day_; }

void sqlite_journal_writer::keep_checkpoint(instant at, std::vector<std::byte> state) {
  check(!unsealed_, "a checkpoint is taken between batches");
  if (last_appended_ == 0) {
    return;
  }
  day_ = std::max(day_.value_or(day_of(at)), day_of(at));
  {
    const std::lock_guard lock{mutex_};
    queue_.push(queued_checkpoint{.day = *day_, .at = at, .state = std::move(state)});
  }
  work_or_stop_.notify_one();
}

void sqlite_journal_writer::keep_artifact(artifact kept) {
  {
    const std::lock_guard lock{mutex_};
    queue_.push(queued_artifact{std::move(kept)});
  }
  work_or_stop_.notify_one();
}

journal_progress sqlite_journal_writer::progress() const {
  const std::lock_guard lock{mutex_};
  return progress_;
}

bool sqlite_journal_writer::flush(duration patience) {
  std::unique_lock lock{mutex_};
  return progressed_.wait_for(lock, patience, [&] { return progress_.events == last_sealed_; });
}

void sqlite_journal_writer::commit_loop() {
  auto not_before = steady::now();
  duration next_pause = first_pause;
  while (wait_for_work(not_before)) {
    not_before = steady::now() + options_.commit_interval;
    if (try_commit()) {
      next_pause = first_pause;
      continue;
    }
    pause(next_pause);
    next_pause = std::min(2 * next_pause, longest_pause);
  }
  if (!broken_) {
    committer_.close();
  }
}

/// Fills `in_hand_`. False at the end: asked to stop, and nothing is left or the disk refuses.
bool sqlite_journal_writer::wait_for_work(steady::time_point not_before) {
  std::unique_lock lock{mutex_};
  const auto has_work = [&] {
    return !queue_.empty() || !in_hand_.empty() || committer_.has_more();
  };
  work_or_stop_.wait(lock, [&] { return stopping_ || has_work(); });
  work_or_stop_.wait_until(lock, not_before, [&] { return stopping_; });
  if (stopping_ && (broken_ || !has_work())) {
    return false;
  }
  queue_.take_all(in_hand_);
  return true;
}

bool sqlite_journal_writer::try_commit() {
  try {
    if (broken_) {
      committer_.reopen();
      broken_ = false;
    }
    committer_.commit(in_hand_);
  } catch (const sqlite_error& refused) {
    report(refused.what());
    return false;
  } catch (const std::filesystem::filesystem_error& refused) {
    report(refused.what());
    return false;
  }
  report({});
  return true;
}

/// Tells where the journal stands, and what is in the way.
void sqlite_journal_writer::report(const std::string& trouble) {
  broken_ = !trouble.empty();
  std::size_t in_hand_bytes = 0;
  for (const auto& item : in_hand_) {
    in_hand_bytes += held_bytes(item);
  }
  journal_progress now{.events = committer_.position().events,
                       .changes = committer_.position().changes_digest,
                       .writable = trouble.empty(),
                       .trouble = trouble};
  {
    const std::lock_guard lock{mutex_};
    progress_ = now;
    held_bytes_ = in_hand_bytes + queue_.bytes();
  }
  progressed_.notify_all();
  on_progress_(now);
}

void sqlite_journal_writer::pause(duration length) {
  std::unique_lock lock{mutex_};
  work_or_stop_.wait_for(lock, length, [&] { return stopping_; });
}

}  // namespace beatwatch
