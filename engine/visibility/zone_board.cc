#include "engine/visibility/zone_board.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace beatwatch {

std::optional<plane_box> zone_board::place_at(instant t) const {
  const auto after =
      std::upper_bound(places.begin(), places.end(), t, [](instant at, const dated_bounds& p) {
        return at < p.from;
      });
  return after == places.begin() ? std::nullopt : std::prev(after)->bounds;
}

void zone_board::set_windows(std::vector<dated_red_windows> windows) {
  windows_ = std::move(windows);
  red_for_ = {};
  red_times_.clear();
}

std::vector<interval> red_times_of(const std::vector<dated_red_windows>& windows,
                                   const zone_clock& clock,
                                   interval within) {
  std::vector<interval> all;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const instant until = i + 1 < windows.size() ? windows[i + 1].from : instant::max();
    const auto times =
        red_times(windows[i].windows, clock, intersection(within, {windows[i].from, until}));
    all.insert(all.end(), times.begin(), times.end());
  }
  return all;
}

const std::vector<interval>& zone_board::red(const zone_clock& clock, interval within) {
  using std::chrono::days;
  if (windows_.empty() || (red_for_.from <= within.from && within.to <= red_for_.to)) {
    return red_times_;
  }
  red_for_ = {within.from - days{1}, within.to + days{1}};
  red_times_ = red_times_of(windows_, clock, red_for_);
  return red_times_;
}

}  // namespace beatwatch
