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

// So much around a time that a window which begins in it is whole, also one that is cut by days.
interval around(interval within) {
  using std::chrono::days;
  return {within.from - days{2}, within.to + days{2}};
}

}  // namespace

plan_demand demand_of(const plan_changed& plan) {
  plan_demand demand{.visits = plan.visits};
  if (plan.dose_min) {
    demand.dose = std::chrono::minutes{*plan.dose_min};
  }
  if (plan.max_gap_min) {
    demand.max_gap = std::chrono::minutes{*plan.max_gap_min};
  }
  return demand;
}

std::vector<interval> rule_windows(const std::vector<red_window>& rule,
                                   const parameters& settings,
                                   interval within) {
  std::vector<interval> windows;
  for (const interval& time : red_times(rule, settings.clock, around(within))) {
    if (time.length() <= longest_day) {
      windows.push_back(time);
    } else {
      const auto parts = days_in(time, settings);
      windows.insert(windows.end(), parts.begin(), parts.end());
    }
  }
  std::erase_if(windows, [within](const interval& w) { return !within.contains(w.from); });
  return windows;
}

expected<std::vector<interval>, std::string> plan_windows(const plan_changed& plan,
                                                          const parameters& settings,
                                                          interval within) {
  const interval begin = intersection(within, plan.valid);
  if (begin.empty()) {
    return std::vector<interval>{};
  }
  if (plan.rule.empty()) {
    auto days = days_in(around(begin), settings);
    std::erase_if(days, [begin](const interval& day) { return !begin.contains(day.from); });
    return days;
  }
  const auto rule = decode_red_windows(plan.rule);
  if (!rule) {
    return unexpected{"rule \"" + plan.rule + "\": column " + std::to_string(rule.error().column) +
                      ": expected " + rule.error().expected};
  }
  return rule_windows(*rule, settings, begin);
}

}  // namespace beatwatch
