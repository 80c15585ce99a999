#include "adapters/daemon/deadline_ticks.h"

#include <algorithm>

#include "engine/base/check.h"

namespace beatwatch {

std::optional<instant> deadline_ticks::due_before(instant next,
                                                  std::optional<instant> deadline) const {
  if (!deadline || *deadline >= next) {
    return std::nullopt;
  }
  return std::max(*deadline, last_);
}

void deadline_ticks::took_tick(instant at) {
  check(!last_tick_ || at > *last_tick_, "a tick moves the engine's next deadline");
  last_tick_ = at;
  last_ = at;
}

}  // namespace beatwatch
