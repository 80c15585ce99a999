#pragma once
#include <algorithm>

#include "engine/base/units.h"

namespace beatwatch {

/// Whether somebody is heard, with a delay either way: silent is who was not heard for longer than
/// a limit, and who was silent is heard again once what came spans `hearing_steady_for` without a
/// gap beyond the limit. So a lone late message, or a burst of them, does not make it come and go.
struct hearing {
  instant last{};   ///< newest
  instant since{};  ///< first after the last gap beyond the limit
  bool silent = false;

  /// Earlier than what was heard already counts for nothing.
  void hear(instant at, duration limit) {
    if (at - last > limit) {
      since = at;
    }
    last = std::max(last, at);
  }

  /// Returns whether `silent` changed. `excused` is the latest instant for which a silence is
  /// another's: only what lies behind it counts.
  bool judge(instant now, duration limit, instant excused = instant::min());

  template <class Archive>
  friend void fields(Archive& a, hearing& h) {
    a(h.last, h.since, h.silent);
  }
};

inline constexpr duration hearing_steady_for{std::chrono::seconds{10}};

}  // namespace beatwatch
