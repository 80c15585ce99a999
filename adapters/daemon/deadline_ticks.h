#pragma once
#include <optional>

#include "engine/base/units.h"

namespace beatwatch {

/// The ticks of a driven clock. A timer would make them depend on how fast the clock is driven; so
/// they belong to its steps: before an event stamped later than the engine's next deadline, a tick
/// stamped with that deadline is taken, and again, until no deadline lies before the event.
class deadline_ticks {
 public:
  /// `last` is the stamp of the last event on record.
  explicit deadline_ticks(instant last) : last_(last) {}

  /// The stamp of the tick to take before an event stamped `next`; empty: take the event. The
  /// engine, whose deadline it is, has seen everything before.
  [[nodiscard]] std::optional<instant> due_before(instant next,
                                                  std::optional<instant> deadline) const;

  /// An event stamped `at` was taken.
  void took_event(instant at) { last_ = at; }
  /// The tick that was due was taken. The engine's next deadline must be a later one.
  void took_tick(instant at);

 private:
  instant last_;
  std::optional<instant> last_tick_;
};

}  // namespace beatwatch
