#include "adapters/journal/journal_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace beatwatch {
namespace {

constexpr std::uint64_t row_events_max = 16'384;
constexpr std::size_t row_bytes_max = std::size_t{1} << 20U;

bool has_room(const queued_batch& row, const queued_batch& batch) {
  return row.day == batch.day && row.count + batch.count <= row_events_max &&
         row.events.size() + batch.events.size() <= row_bytes_max;
}

bool is_checkpoint(const journal_item& item) {
  return std::holds_alternative<queued_checkpoint>(item);
}

void drop_checkpoints(std::deque<journal_item>& items) { std::erase_if(items, is_checkpoint); }

}  // namespace

std::size_t held_bytes(const journal_item& item) {
  const auto* const batch = std::get_if<queued_batch>(&item);
  return batch == nullptr ? 0 : batch->events.size() + batch->changes.size();
}

void journal_queue::push(queued_batch&& batch) {
  bytes_ += batch.events.size() + batch.changes.size();
  auto* const last = items_.empty() ? nullptr : std::get_if<queued_batch>(&items_.back());
  if (last == nullptr || !has_room(*last, batch)) {
    items_.emplace_back(std::move(batch));
    return;
  }
  last->count += batch.count;
  last->last_received_at = batch.last_received_at;
  last->events.insert(last->events.end(), batch.events.begin(), batch.events.end());
  last->changes.insert(last->changes.end(), batch.changes.begin(), batch.changes.end());
}

void journal_queue::push(queued_checkpoint&& checkpoint) {
  drop_checkpoints(items_);
  items_.emplace_back(std::move(checkpoint));
}

void journal_queue::take_all(std::deque<journal_item>& to) {
  if (std::ranges::any_of(items_, is_checkpoint)) {
    drop_checkpoints(to);
  }
  to.insert(to.end(), std::move_iterator{items_.begin()}, std::move_iterator{items_.end()});
  items_.clear();
  bytes_ = 0;
}

}  // namespace beatwatch
