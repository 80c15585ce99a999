#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/daemon/clock.h"
#include "adapters/daemon/deadline_ticks.h"
#include "adapters/feeds/change_feed.h"
#include "adapters/feeds/feed_item.h"
#include "adapters/journal/journal_writer.h"
#include "adapters/transport/asio.h"
#include "engine/engine.h"
#include "engine/event.h"

namespace beatwatch {

/// An event that has come in and has no time yet.
struct intake {
  std::string source;
  std::uint64_t source_seq = 0;
  event_body body;
};

/// Source of the events that the server makes itself.
inline constexpr std::string_view server_source = "beatwatchd";

struct engine_loop_settings {
  duration checkpoint_interval{std::chrono::minutes{10}};
  std::size_t waiting_events_max = 65'536;  ///< taken, but not in the journal's queue yet
};

/// What the loop works on; all of it outlives the loop.
struct engine_loop_parts {
  beatwatch::engine& engine;
  journal_writer& journal;
  clock_port& clock;
  change_feed& feed;
};

/// Whom the loop tells; called on its thread.
struct engine_loop_outputs {
  /// The engine has seen these events.
  std::function<void(std::span<const event>)> applied;
  /// Messages in order, now that the events behind them are on disk.
  std::function<void(std::vector<feed_item>)> release;
  /// There is room again after `has_room` was false.
  std::function<void()> room;
  /// State for a checkpoint; `held` are the messages that are not released yet.
  std::function<std::vector<std::byte>(const std::vector<feed_item>& held)> save;
};

/// The one thread of the engine: stamps what comes in, puts it in the journal, applies it, and
/// holds what came of it (feed messages, acknowledgements, answers) until it is on disk.
///
/// What comes in during one turn of the loop becomes one batch. While the journal has no room
/// events wait here up to a bound; beyond it, senders with acknowledgement wait (`has_room`) and
/// what cannot wait is counted as lost (`take_or_lose`).
class engine_loop {
 public:
  engine_loop(asio::io_context& loop,
              engine_loop_parts parts,
              engine_loop_settings settings,
              instant last_received_at);

  /// From now on deadlines are kept. The first `progress` is the journal's own.
  void start(engine_loop_outputs outputs);

  [[nodiscard]] bool has_room() const { return waiting_.size() < settings_.waiting_events_max; }
  /// In order; may exceed the bound by one call.
  void take(std::vector<intake> events);
  /// For channels without acknowledgement: what is beyond the bound is counted as "lost".
  void take_or_lose(std::vector<intake> events);
  /// Counts what became no event. Counts are events too, gathered for a second or, with a driven
  /// clock, up to its next step.
  void count(std::string_view source, std::string_view reason, std::uint64_t number);

  /// No event that is taken from now on is stamped with an earlier time.
  [[nodiscard]] instant now() const {
    return std::max({parts_.clock.now(), clock_target_, last_received_at_});
  }
  /// Where a driven clock will be when everything taken has been applied.
  [[nodiscard]] instant clock_target() const { return clock_target_; }

  /// True when nothing that was taken could be lost now.
  [[nodiscard]] bool all_durable() const;
  /// Runs `then` once everything taken so far is on disk; in order, and at once when it is.
  void when_durable(std::function<void()> then);

  /// The journal got on. Its own callback comes on another thread and posts here.
  void on_progress(const journal_progress& progress);

  /// Applies what waits, keeps a checkpoint and waits for the disk. False when that takes longer
  /// than `patience`.
  [[nodiscard]] bool stop(duration patience);

 private:
  struct held_items {
    std::uint64_t last_event = 0;
    std::vector<feed_item> items;
  };
  /// Runs once the event of this number is on disk; while that waits to be stamped, the number is
  /// that of `taken_`.
  struct held_action {
    std::uint64_t after = 0;
    std::function<void()> then;
  };

  void put_waiting(intake in);
  void give_counts();
  void wake();
  void take_batches();
  bool take_batch();
  void stamp_batch();
  void stamp_wall_batch();
  void stamp_driven_batch();
  void put_in_batch(instant at);
  void apply_batch();
  void release(std::uint64_t durable_events);
  void keep_checkpoint(instant at);
  void arm_deadline();
  void keep_house();

  asio::io_context& loop_;
  engine_loop_parts parts_;
  engine_loop_settings settings_;
  engine_loop_outputs outputs_;
  asio::steady_timer deadline_timer_;
  asio::steady_timer house_timer_;

  std::deque<intake> waiting_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts_;  ///< by source and reason
  std::uint64_t taken_ = 0;
  std::uint64_t applied_ = 0;  ///< of those taken
  instant clock_target_;
  bool woken_ = false;
  bool tick_waits_ = false;

  std::vector<event> batch_;     ///< stamped; not empty while the journal has no room for it
  std::size_t batch_taken_ = 0;  ///< events of the batch that were taken, not made here
  instant last_received_at_;
  deadline_ticks ticks_;
  std::vector<change> changes_;

  std::deque<held_items> held_;
  std::deque<held_action> actions_;          ///< of events on record
  std::deque<held_action> waiting_actions_;  ///< of events that wait
  std::uint64_t durable_events_ = 0;
  std::chrono::steady_clock::time_point checkpointed_at_;
};

}  // namespace beatwatch
