#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/interval.h"
#include "engine/base/prefetch.h"
#include "engine/model/visit_attributes.h"
#include "engine/track/fix.h"

namespace beatwatch {

/// How fast a device went between two fixes. In rising order of what it says for a dwell.
enum class pace : std::uint8_t {
  untold,
  driving,
  slow,     ///< slower than `slow_below_mps`, by its speed or its fixes
  stopped,  ///< slower than `stopped_below_mps`, or seen in one place
  parked,   ///< at rest by evidence: it cannot have moved
  on_foot,  ///< by evidence: it cannot have gone faster than on foot
};

/// The pace between two fixes, without evidence. Where both report their speed it is the mean of
/// the two, or what the fixes prove beyond half of their error limits if that is more; otherwise
/// straight distance over time, and a device that is slow and was seen within half of the error
/// limits is taken to have stopped.
pace pace_between(const fix& from, const fix& to, const visit_rules& rules);

/// The pace of one device as a step function of time, `untold` where no leg was read.
class pace_line {
 public:
  struct run {
    instant from;
    instant to;
    pace value{};
  };

  /// Lays `value` over what the line said of `within`.
  void lay(interval within, pace value);

  /// Forgets everything before `t`.
  void forget_before(instant t);

  [[nodiscard]] pace at(instant t) const;

  /// Calls `visit(run)` for each run that touches `within`, clipped to it, in order; none `untold`.
  template <typename Visit>
  void for_each_run(interval within, Visit&& visit) const {
    for (auto at = step_at(within.from); at != steps_.end() && at->from < within.to; ++at) {
      if (at->value != pace::untold) {
        const interval clipped = intersection({at->from, (at + 1)->from}, within);
        if (!clipped.empty()) {
          visit(run{clipped.from, clipped.to, at->value});
        }
      }
    }
  }

  /// Begins to bring into the cache what was laid last.
  void prefetch_end() const { prefetch(steps_.data() + steps_.size()); }

  template <class Archive>
  friend void fields(Archive& a, pace_line& line) {
    a(line.steps_);
  }

 private:
  // Times rise, neighbours differ, the last value is `untold`.
  struct step {
    instant from;
    pace value{};
    template <class Archive>
    friend void fields(Archive& a, step& s) {
      a(s.from, s.value);
    }
  };
  // The step that holds at `t`, or the first one.
  [[nodiscard]] std::vector<step>::const_iterator step_at(instant t) const {
    const auto after = std::upper_bound(
        steps_.begin(), steps_.end(), t, [](instant at, const step& s) { return at < s.from; });
    return after == steps_.begin() ? after : after - 1;
  }
  void append(interval within, pace value);

  std::vector<step> steps_;
};

}  // namespace beatwatch
