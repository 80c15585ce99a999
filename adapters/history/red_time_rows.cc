#include "adapters/history/red_time_rows.h"

#include <iterator>
#include <vector>

#include "engine/base/interval_set.h"
#include "engine/model/red_window.h"

namespace beatwatch {

void red_time_rows::record_day(const parameters& settings, interval day, instant now) {
  std::map<std::string, std::vector<interval>> by_zone;
  for (auto set = sets_.begin(); set != sets_.end(); ++set) {
    const auto next = std::next(set);
    const instant until = next == sets_.end() ? instant::max() : next->first;
    const interval in_force = intersection(day, {set->first, until});
    for (const zone& one : set->second->zones) {
      if (!one.red_windows.empty() && !in_force.empty()) {
        const auto times = red_times(one.red_windows, settings.clock, in_force);
        auto& all = by_zone[one.name];
        all.insert(all.end(), times.begin(), times.end());
      }
    }
  }
  for (const auto& [zone, times] : by_zone) {
    for (const interval& red : united(times)) {
      rows_.none()
          .text(zone)
          .number(instant_to_ms(red.from))
          .number(instant_to_ms(red.to))
          .number(instant_to_ms(now))
          .time(red.from)
          .time(red.to);
      rows_.run();
    }
  }
}

}  // namespace beatwatch
