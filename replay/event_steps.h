#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/event.h"
#include "replay/send_window.h"

namespace beatwatch {

/// Events that are received within one step of time, up to `to`.
struct event_step {
  instant to;
  std::span<const event> events;  ///< in order of reception; may be empty
};

/// Cuts events, which are in order of reception, at whole multiples of `step`: every event is
/// received at or before the end of its step and after the end of the one before. Steps without
/// events are left out, but for one at least each `silence_max`.
std::vector<event_step> cut_into_steps(std::span<const event> events,
                                       duration step,
                                       duration silence_max);

/// Makes batches of a step's events, each of one source, in their order within the source, at most
/// 500 events each; remembers what came before.
class batch_maker {
 public:
  /// Sources in order of name; each batch goes to `send`.
  void make(std::span<const event> events, const std::function<void(outgoing_batch)>& send);

 private:
  std::map<std::string, std::uint64_t> previous_seq_;
};

}  // namespace beatwatch
