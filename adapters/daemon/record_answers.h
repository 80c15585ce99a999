#pragma once
#include <functional>

#include "adapters/daemon/asker.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/record_keeper.h"
#include "adapters/transport/asio.h"
#include "engine/engine.h"

namespace beatwatch {

/// What answers about units' whereabouts are made of; all of it outlives them.
struct record_answer_parts {
  asio::io_context& loop;  ///< of the engine's thread
  record_keeper& records;
  const beatwatch::engine& engine;
  const clock_port& clock;
};

/// Trails, who looked at them, and what is on record of the one who asks. Whether they may ask is
/// settled before; that they did is on record before they are answered.
class record_answers {
 public:
  explicit record_answers(record_answer_parts parts) : parts_(parts) {}

  /// A question for a trail, looks or the own record. `then` is called once, on the engine's
  /// thread, later.
  void ask(const asker& who, const v1::Request& request, const reply_to& then);

  /// Puts a look on record at what others show. `then` is called once, on the engine's thread,
  /// later: false when the disk refuses.
  void record(look seen, std::function<void(bool)> then);

 private:
  void ask_trail(const asker& who, const v1::Request& request, const reply_to& then);
  void ask_looks(const v1::Request& request, const reply_to& then);
  void ask_own_record(const asker& who, const v1::Request& request, const reply_to& then);
  [[nodiscard]] interval window_of(const v1::TrailQuery& query, instant now) const;
  [[nodiscard]] look look_of(const asker& who, const char* what) const;

  record_answer_parts parts_;
};

}  // namespace beatwatch
