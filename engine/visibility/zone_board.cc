#include "engine/visibility/zone_board.h"

#include <chrono>

namespace beatwatch {

void zone_board::set_windows(const std::vector<red_window>& windows) {
  windows_ = windows;
  red_for_ = {};
  red_times_.clear();
}

const std::vector<interval>& zone_board::red(const zone_clock& clock, interval within) {
  using std::chrono::days;
  if (windows_.empty() || (red_for_.from <= within.from && within.to <= red_for_.to)) {
    return red_times_;
  }
  red_for_ = {within.from - days{1}, within.to + days{1}};
  red_times_ = red_times(windows_, clock, red_for_);
  return red_times_;
}

}  // namespace beatwatch
