#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/geo/local_plane.h"
#include "engine/track/fix.h"

namespace beatwatch {

/// The fixes of one device in the order in which they were observed, whatever order they came in.
/// Which of them are jumps is a function of that sequence alone, so a late ping may change the
/// standing of those after it.
class track {
 public:
  /// What taking a ping did.
  struct outcome {
    std::optional<ping_reject> reject;  ///< why the ping itself is not part of the path
    bool at_end = false;                ///< it is the newest fix and stands as good
    /// From the good fix before what changed, if there is one, to the last fix that changed, both
    /// included; empty: nothing changed but at the end.
    interval rewritten;
  };

  /// Takes a fix whose standing is `good` or `poor`. Of two fixes at one time the one with the
  /// smaller error stays, then the one further west, then south, then the one that claims no rest,
  /// then the one that would not tell, then the one that reports more speed, then the one that
  /// heads least far round from north, so that arrival does not matter; one that is rejected may so
  /// have taken the place of the other. Jumps are judged by the cap at the scale of the plane where
  /// the two fixes are.
  outcome insert(fix f, double cap_mps, const local_plane& plane);

  /// Forgets fixes before `t`, but for the last good one: the next leg begins there.
  void forget_before(instant t);

  [[nodiscard]] const std::vector<fix>& fixes() const { return fixes_; }
  [[nodiscard]] bool empty() const { return fixes_.empty(); }

  /// Index of the last good fix before index `i`.
  [[nodiscard]] std::optional<std::size_t> good_before(std::size_t i) const;
  /// Index of the first fix observed at or after `t`.
  [[nodiscard]] std::size_t first_at_or_after(instant t) const;

  template <class Archive>
  friend void fields(Archive& a, track& t) {
    a(t.fixes_);
  }

 private:
  std::size_t judge_from(std::size_t first, double cap_mps, const local_plane& plane);

  std::vector<fix> fixes_;
};

}  // namespace beatwatch
