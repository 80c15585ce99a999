#include "engine/visibility/pace_line.h"

#include <utility>

#include "engine/base/check.h"

namespace beatwatch {

pace pace_between(const fix& from, const fix& to, const visit_rules& rules) {
  const double seconds = static_cast<double>((to.observed_at - from.observed_at).count()) * 1e-3;
  const double moved_m = distance_m(from.at, to.at);
  const double doubt_m =
      (static_cast<double>(from.error_mm) + static_cast<double>(to.error_mm)) * 0.5e-3;
  const bool told = from.speed_cmps != fix::no_speed && to.speed_cmps != fix::no_speed;
  double speed_mps = moved_m / seconds;
  if (told) {
    const double mean_mps = (static_cast<double>(from.speed_cmps) + to.speed_cmps) * 0.5e-2;
    speed_mps = std::max(mean_mps, (moved_m - doubt_m) / seconds);
  }
  if (speed_mps >= rules.slow_below_mps) {
    return pace::driving;
  }
  return speed_mps < rules.stopped_below_mps || (!told && moved_m <= doubt_m) ? pace::stopped
                                                                              : pace::slow;
}

void pace_line::append(interval within, pace value) {
  if (within.empty() || value == pace::untold) {
    return;
  }
  check(steps_.empty() || within.from >= steps_.back().from, "a run continues its pace line");
  if (!steps_.empty() && steps_.back().from == within.from) {
    steps_.pop_back();
    if (steps_.back().value != value) {
      steps_.push_back({within.from, value});
    }
  } else {
    steps_.push_back({within.from, value});
  }
  steps_.push_back({within.to, pace::untold});
}

void pace_line::lay(interval within, pace value) {
  if (within.empty()) {
    return;
  }
  if (steps_.empty() || steps_.back().from <= within.from) {
    append(within, value);
    return;
  }
  pace_line rebuilt;
  rebuilt.steps_.reserve(steps_.size() + 3);
  const auto keep = [&rebuilt](const run& r) { rebuilt.append({r.from, r.to}, r.value); };
  for_each_run({steps_.front().from, within.from}, keep);
  rebuilt.append(within, value);
  for_each_run({within.to, steps_.back().from}, keep);
  *this = std::move(rebuilt);
}

void pace_line::forget_before(instant t) {
  if (steps_.empty() || steps_.front().from >= t) {
    return;
  }
  if (steps_.back().from <= t) {
    steps_.clear();
    return;
  }
  const auto holds = steps_.begin() + (step_at(t) - steps_.cbegin());
  steps_.erase(steps_.begin(), holds);
  steps_.front().from = t;
  if (steps_.front().value == pace::untold) {
    steps_.erase(steps_.begin());
  }
}

pace pace_line::at(instant t) const {
  const auto holds = step_at(t);
  return holds == steps_.end() || holds->from > t ? pace::untold : holds->value;
}

}  // namespace beatwatch
