#include "engine/track/track.h"

#include <algorithm>

namespace beatwatch {
namespace {

// After this many jumps in a row that agree with each other, it was the fix before them that was
// wrong, or the device was carried: the track goes on from there.
constexpr int jumps_to_believe = 3;

bool preferred(const fix& a, const fix& b) {
  if (a.error_mm != b.error_mm) {
    return a.error_mm < b.error_mm;
  }
  if (a.at != b.at) {
    return a.at < b.at;
  }
  if (a.at_rest != b.at_rest) {
    return a.at_rest < b.at_rest;
  }
  if (a.would_tell != b.would_tell) {
    return a.would_tell < b.would_tell;
  }
  if (a.speed_cmps != b.speed_cmps) {
    return a.speed_cmps != fix::no_speed &&
           (b.speed_cmps == fix::no_speed || a.speed_cmps > b.speed_cmps);
  }
  return a.heading_cdeg < b.heading_cdeg;
}

}  // namespace

std::optional<std::size_t> track::good_before(std::size_t i) const {
  while (i-- > 0) {
    if (fixes_[i].standing == fix_standing::good) {
      return i;
    }
  }
  return std::nullopt;
}

std::size_t track::first_at_or_after(instant t) const {
  const auto found = std::lower_bound(
      fixes_.begin(), fixes_.end(), t, [](const fix& f, instant at) { return f.observed_at < at; });
  return static_cast<std::size_t>(found - fixes_.begin());
}

track::outcome track::insert(fix f, double cap_mps, const local_plane& plane) {
  const bool newest = fixes_.empty() || fixes_.back().observed_at < f.observed_at;
  const std::size_t index = newest ? fixes_.size() : first_at_or_after(f.observed_at);
  outcome result;
  if (!newest && fixes_[index].observed_at == f.observed_at) {
    result.reject = fixes_[index].at == f.at ? ping_reject::duplicate : ping_reject::conflicting;
    if (!preferred(f, fixes_[index])) {
      return result;
    }
    fixes_[index] = f;
  } else {
    fixes_.insert(fixes_.begin() + static_cast<std::ptrdiff_t>(index), f);
  }
  const std::size_t settled = judge_from(index, cap_mps, plane);
  if (!result.reject && fixes_[index].standing == fix_standing::jump) {
    result.reject = ping_reject::impossible_speed;
  }
  result.at_end = newest && fixes_[index].standing == fix_standing::good;
  if (newest && !result.at_end) {
    return result;
  }
  const auto before = good_before(index);
  const std::size_t last = std::min(settled, fixes_.size() - 1);
  result.rewritten = {before ? fixes_[*before].observed_at : f.observed_at - duration{1},
                      fixes_[last].observed_at};
  return result;
}

// Gives every fix from `first` on its standing, up to the first good one that was good before too:
// from there on nothing can differ. Returns its index, or the size.
std::size_t track::judge_from(std::size_t first, double cap_mps, const local_plane& plane) {
  const auto within_reach = [cap_mps, &plane](const fix& a, const fix& b) {
    return reachable(a, b, cap_mps * std::max(plane.scale_at(a.at), plane.scale_at(b.at)));
  };
  std::optional<std::size_t> last_good = good_before(first);
  int agreeing = 0;
  for (std::size_t i = last_good ? *last_good + 1 : 0; i < first; ++i) {
    if (fixes_[i].standing == fix_standing::jump) {
      agreeing = agreeing > 0 && within_reach(fixes_[i - 1], fixes_[i]) ? agreeing + 1 : 1;
    } else {
      agreeing = 0;
    }
  }
  for (std::size_t i = first; i < fixes_.size(); ++i) {
    fix& f = fixes_[i];
    if (f.standing == fix_standing::poor) {
      agreeing = 0;
      continue;
    }
    const bool was_good = f.standing == fix_standing::good && i != first;
    if (!last_good || within_reach(fixes_[*last_good], f)) {
      f.standing = fix_standing::good;
    } else {
      agreeing = agreeing > 0 && within_reach(fixes_[i - 1], f) ? agreeing + 1 : 1;
      f.standing = agreeing >= jumps_to_believe ? fix_standing::good : fix_standing::jump;
    }
    if (f.standing == fix_standing::good) {
      last_good = i;
      agreeing = 0;
      if (was_good) {
        return i;
      }
    }
  }
  return fixes_.size();
}

void track::forget_before(instant t) {
  const std::size_t first = first_at_or_after(t);
  const std::size_t keep = good_before(first).value_or(first);
  fixes_.erase(fixes_.begin(), fixes_.begin() + static_cast<std::ptrdiff_t>(keep));
}

}  // namespace beatwatch
