#pragma once
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/model/unit_status.h"

namespace beatwatch {

/// What a unit is doing from an instant on.
struct dated_status {
  instant from;
  unit_status status = unit_status::unknown;
  std::string incident;  ///< empty: none named

  template <class Archive>
  friend void fields(Archive& a, dated_status& s) {
    a(s.from, s.status, s.incident);
  }
};

/// What one unit was doing, as dated facts: each holds until the next. They may come in any order;
/// of two for one instant the one learned last stands.
class status_history {
 public:
  /// Takes a fact. Returns the time of which it changes what was known; empty if of none.
  std::optional<interval> learn(const dated_status& fact);

  /// Forgets what no longer held at `t`.
  void forget_before(instant t);

  /// Calls `visit(interval, const dated_status&)` for each stretch that touches `within`, clipped
  /// to it, in order; none before the first fact.
  template <typename Visit>
  void for_each(interval within, Visit&& visit) const {
    for (auto fact = facts_.begin(); fact != facts_.end() && fact->from < within.to; ++fact) {
      const interval held = intersection({fact->from, until(fact)}, within);
      if (!held.empty()) {
        visit(held, *fact);
      }
    }
  }

  template <class Archive>
  friend void fields(Archive& a, status_history& h) {
    a(h.facts_);
  }

 private:
  [[nodiscard]] instant until(std::vector<dated_status>::const_iterator fact) const {
    return fact + 1 == facts_.end() ? instant::max() : (fact + 1)->from;
  }

  std::vector<dated_status> facts_;  ///< by their instants
};

}  // namespace beatwatch
