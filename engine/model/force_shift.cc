#include "engine/model/force_shift.h"

#include <algorithm>
#include <chrono>

#include "engine/model/red_window.h"

namespace beatwatch {

std::vector<interval> shift_times(const force_shift& shift,
                                  const zone_clock& clock,
                                  interval within) {
  using std::chrono::days;
  constexpr std::uint16_t midnight = 24 * 60;
  const std::vector<red_window> window{
      {.days = red_window::every_day,
       .start_minute = shift.start_minute,
       .end_minute = shift.end_minute == 0 ? midnight : shift.end_minute}};
  std::vector<interval> times;
  const auto last = std::chrono::floor<days>(clock.to_local(within.to));
  for (auto day = std::chrono::floor<days>(clock.to_local(within.from)); day <= last;
       day += days{1}) {
    for (const interval& time : red_times_of_day(window, clock, day)) {
      if (within.contains(time.from)) {
        times.push_back(time);
      }
    }
  }
  return times;
}

std::vector<interval> shift_times(const std::vector<force_shift>& shifts,
                                  const zone_clock& clock,
                                  interval within) {
  std::vector<interval> all;
  for (const force_shift& shift : shifts) {
    const auto times = shift_times(shift, clock, within);
    all.insert(all.end(), times.begin(), times.end());
  }
  std::sort(all.begin(), all.end());
  std::vector<interval> disjoint;
  for (const interval& time : all) {
    if (disjoint.empty() || disjoint.back().to <= time.from) {
      disjoint.push_back(time);
    }
  }
  return disjoint;
}

}  // namespace beatwatch
