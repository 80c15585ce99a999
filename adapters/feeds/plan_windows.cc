#include "adapters/feeds/plan_windows.h"

#include <algorithm>
#include <chrono>

#include "adapters/sources/red_window_decode.h"
#include "engine/model/policing_day.h"
#include "engine/model/red_window.h"

namespace beatwatch {
namespace {

constexpr duration longest_day = std::chrono::hours{25};

std::vector<interval> days_in(interval time, const parameters& settings) {
  std::vector<interval> parts;
  for (instant t = time.from; t < time.to;) {
    const interval day = policing_day(settings, t);
    parts.push_back(intersection(time, day));
    t = day.to;
  }
  return parts;
}

}  // namespace

expected<std::vector<interval>, std::string> plan_windows(const plan_changed& plan,
                                                          const parameters& settings,
                                                          interval within) {
  using std::chrono::days;
  const interval begin = intersection(within, plan.valid);
  // So much around it that a window which begins in it is whole, also one that is cut by days.
  const interval around{begin.from - days{2}, begin.to + days{2}};
  std::vector<interval> windows;
  if (begin.empty()) {
    return windows;
  }
  if (plan.rule.empty()) {
    windows = days_in(around, settings);
  } else {
    const auto rule = decode_red_windows(plan.rule);
    if (!rule) {
      return unexpected{"rule \"" + plan.rule + "\": column " +
                        std::to_string(rule.error().column) + ": expected " +
                        rule.error().expected};
    }
    for (const interval& time : red_times(*rule, settings.clock, around)) {
      if (time.length() <= longest_day) {
        windows.push_back(time);
      } else {
        const auto parts = days_in(time, settings);
        windows.insert(windows.end(), parts.begin(), parts.end());
      }
    }
  }
  std::erase_if(windows, [begin](const interval& w) { return !begin.contains(w.from); });
  return windows;
}

}  // namespace beatwatch
