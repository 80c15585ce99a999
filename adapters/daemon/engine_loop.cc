#include "adapters/daemon/engine_loop.h"

#include <algorithm>
#include <iterator>

namespace beatwatch {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::size_t batch_events_max = 4096;
constexpr int batches_per_turn = 64;
constexpr std::chrono::seconds house_interval{1};

bool is_clock_step(const intake& in) { return std::holds_alternative<clock_advanced>(in.body); }

}  // namespace

engine_loop::engine_loop(asio::io_context& loop,
                         engine_loop_parts parts,
                         engine_loop_settings settings,
                         instant last_received_at)
    : loop_(loop),
      parts_(parts),
      settings_(settings),
      deadline_timer_(loop),
      house_timer_(loop),
      clock_target_(parts.clock.now()),
      last_received_at_(last_received_at),
      ticks_(last_received_at),
      durable_events_(parts.journal.last_appended()),
      checkpointed_at_(steady::now()) {}

void engine_loop::start(engine_loop_outputs outputs) {
  outputs_ = std::move(outputs);
  arm_deadline();
  keep_house();
}

void engine_loop::put_waiting(intake in) {
  waiting_.push_back(std::move(in));
  ++taken_;
}

void engine_loop::take(std::vector<intake> events) {
  for (intake& in : events) {
    if (is_clock_step(in)) {
      give_counts();  // so that they do not depend on how fast the clock is driven
      clock_target_ = std::get<clock_advanced>(in.body).to;
    }
    put_waiting(std::move(in));
  }
  wake();
}

void engine_loop::take_or_lose(std::vector<intake> events) {
  std::vector<intake> taken;
  for (intake& in : events) {
    if (waiting_.size() + taken.size() < settings_.waiting_events_max) {
      taken.push_back(std::move(in));
    } else {
      count(in.source, "lost", 1);
    }
  }
  take(std::move(taken));
}

void engine_loop::count(std::string_view source, std::string_view reason, std::uint64_t number) {
  if (number > 0) {
    counts_[{std::string(source), std::string(reason)}] += number;
  }
}

void engine_loop::give_counts() {
  for (const auto& [source_and_reason, number] : counts_) {
    put_waiting({.source = source_and_reason.first,
                 .source_seq = 0,
                 .body = intake_counted{.reason = source_and_reason.second, .count = number}});
  }
  counts_.clear();
}

void engine_loop::wake() {
  if (!woken_ && !waiting_.empty()) {
    woken_ = true;
    asio::post(loop_, [this] {
      woken_ = false;
      take_batches();
    });
  }
}

void engine_loop::take_batches() {
  const bool was_full = !has_room();
  for (int i = 0; i < batches_per_turn && take_batch(); ++i) {
  }
  if (was_full && has_room()) {
    outputs_.room();
  }
  // With a batch in hand the journal has no room: it wakes us.
  if (batch_.empty()) {
    wake();
  }
  arm_deadline();
}

// False when there is nothing to take, or no room for it in the journal.
bool engine_loop::take_batch() {
  if (batch_.empty()) {
    if (waiting_.empty()) {
      return false;
    }
    stamp_batch();
  }
  const instant at = batch_.front().received_at;
  if (parts_.journal.starts_new_day(at)) {
    keep_checkpoint(at);
  }
  if (!parts_.journal.append(batch_)) {
    return false;
  }
  apply_batch();
  return true;
}

void engine_loop::stamp_batch() {
  if (parts_.clock.driven()) {
    stamp_driven_batch();
  } else {
    stamp_wall_batch();
  }
}

void engine_loop::put_in_batch(instant at) {
  intake& in = waiting_.front();
  tick_waits_ = tick_waits_ && !std::holds_alternative<tick>(in.body);
  batch_.push_back({.received_at = at,
                    .source = std::move(in.source),
                    .source_seq = in.source_seq,
                    .body = std::move(in.body)});
  waiting_.pop_front();
  ++batch_taken_;
}

void engine_loop::stamp_wall_batch() {
  const instant now = std::max(parts_.clock.now(), last_received_at_);
  while (!waiting_.empty() && batch_.size() < batch_events_max) {
    put_in_batch(now);
  }
}

// One instant of the clock, or the tick that has to come before it.
void engine_loop::stamp_driven_batch() {
  const auto stamp_of = [this](const intake& in) {
    const auto* step = std::get_if<clock_advanced>(&in.body);
    return step != nullptr ? step->to : parts_.clock.now();
  };
  const instant at = std::max(stamp_of(waiting_.front()), last_received_at_);
  if (const auto due = ticks_.due_before(at, parts_.engine.next_deadline())) {
    batch_.push_back({.received_at = *due,
                      .source = std::string(server_source),
                      .source_seq = 0,
                      .body = tick{}});
    return;
  }
  if (is_clock_step(waiting_.front())) {
    (void)parts_.clock.advance(at);
  }
  while (!waiting_.empty() && batch_.size() < batch_events_max &&
         stamp_of(waiting_.front()) <= at) {
    put_in_batch(at);
  }
}

void engine_loop::apply_batch() {
  changes_.clear();
  parts_.engine.apply(batch_, changes_);
  parts_.journal.seal(changes_);
  outputs_.applied(batch_);
  held_items& held = held_.emplace_back();
  held.last_event = parts_.journal.last_appended();
  parts_.feed.encode(changes_, held.items);

  last_received_at_ = batch_.back().received_at;
  if (batch_taken_ == 0) {
    ticks_.took_tick(last_received_at_);
  } else {
    ticks_.took_event(last_received_at_);
  }
  applied_ += batch_taken_;
  batch_taken_ = 0;
  batch_.clear();
  while (!waiting_actions_.empty() && waiting_actions_.front().after <= applied_) {
    actions_.push_back(
        {.after = held.last_event, .then = std::move(waiting_actions_.front().then)});
    waiting_actions_.pop_front();
  }
}

bool engine_loop::all_durable() const {
  return waiting_.empty() && batch_.empty() && durable_events_ == parts_.journal.last_appended();
}

void engine_loop::when_durable(std::function<void()> then) {
  if (all_durable() && actions_.empty()) {
    then();
    return;
  }
  if (applied_ == taken_) {
    actions_.push_back({.after = parts_.journal.last_appended(), .then = std::move(then)});
  } else {
    waiting_actions_.push_back({.after = taken_, .then = std::move(then)});
  }
}

void engine_loop::on_progress(const journal_progress& progress) {
  release(progress.events);
  if (!batch_.empty()) {
    take_batches();
  }
}

void engine_loop::release(std::uint64_t durable_events) {
  durable_events_ = durable_events;
  std::vector<feed_item> items;
  while (!held_.empty() && held_.front().last_event <= durable_events) {
    std::move(held_.front().items.begin(), held_.front().items.end(), std::back_inserter(items));
    held_.pop_front();
  }
  if (!items.empty()) {
    outputs_.release(std::move(items));
  }
  while (!actions_.empty() && actions_.front().after <= durable_events) {
    const std::function<void()> then = std::move(actions_.front().then);
    actions_.pop_front();
    then();
  }
}

void engine_loop::keep_checkpoint(instant at) {
  std::vector<feed_item> held;
  for (const held_items& h : held_) {
    held.insert(held.end(), h.items.begin(), h.items.end());
  }
  parts_.journal.keep_checkpoint(at, outputs_.save(held));
  checkpointed_at_ = steady::now();
}

void engine_loop::arm_deadline() {
  const auto deadline = parts_.engine.next_deadline();
  if (parts_.clock.driven() || tick_waits_ || !deadline) {
    return;
  }
  const duration wait = std::max(duration{0}, *deadline - parts_.clock.now());
  deadline_timer_.expires_after(wait);
  deadline_timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled && !tick_waits_) {
      tick_waits_ = true;
      take({{.source = std::string(server_source), .source_seq = 0, .body = tick{}}});
    }
  });
}

// Once a second: what belongs to no event.
void engine_loop::keep_house() {
  if (const auto step = parts_.clock.take_step()) {
    put_waiting({.source = std::string(server_source),
                 .source_seq = 0,
                 .body = clock_stepped{.by_ms = step->count()}});
  }
  if (!parts_.clock.driven() && has_room()) {
    give_counts();
  }
  wake();
  if (batch_.empty() && steady::now() - checkpointed_at_ >= settings_.checkpoint_interval) {
    keep_checkpoint(last_received_at_);
  }
  house_timer_.expires_after(house_interval);
  house_timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) {
      keep_house();
    }
  });
}

bool engine_loop::stop(duration patience) {
  const auto until = steady::now() + patience;
  deadline_timer_.cancel();
  house_timer_.cancel();
  give_counts();
  while (!waiting_.empty() || !batch_.empty()) {
    if (!take_batch() && !parts_.journal.flush(duration{50}) && steady::now() >= until) {
      return false;
    }
  }
  keep_checkpoint(last_received_at_);
  const bool durable = parts_.journal.flush(
      std::chrono::duration_cast<duration>(std::max(steady::duration{0}, until - steady::now())));
  release(parts_.journal.progress().events);
  return durable;
}

}  // namespace beatwatch
