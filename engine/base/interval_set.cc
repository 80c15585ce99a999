#include "engine/base/interval_set.h"

#include <algorithm>

namespace beatwatch {

std::vector<interval> united(std::vector<interval> intervals) {
  if (!std::is_sorted(intervals.begin(), intervals.end())) {
    std::sort(intervals.begin(), intervals.end());
  }
  std::vector<interval> set;
  for (const interval& one : intervals) {
    if (one.empty()) {
      continue;
    }
    if (!set.empty() && one.from <= set.back().to) {
      set.back().to = std::max(set.back().to, one.to);
    } else {
      set.push_back(one);
    }
  }
  return set;
}

std::vector<interval> common(std::span<const interval> a, std::span<const interval> b) {
  std::vector<interval> both;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (const interval shared = intersection(*x, *y); !shared.empty()) {
      both.push_back(shared);
    }
    x->to < y->to ? static_cast<void>(++x) : static_cast<void>(++y);
  }
  return both;
}

std::vector<interval> without(interval within, std::span<const interval> set) {
  std::vector<interval> rest;
  instant from = within.from;
  for (const interval& one : set) {
    if (const interval before{from, std::min(one.from, within.to)}; !before.empty()) {
      rest.push_back(before);
    }
    from = std::max(from, one.to);
  }
  if (const interval last{from, within.to}; !last.empty()) {
    rest.push_back(last);
  }
  return rest;
}

bool holds(std::span<const interval> set, instant t) {
  const auto after = std::partition_point(
      set.begin(), set.end(), [t](const interval& one) { return one.from <= t; });
  return after != set.begin() && (after - 1)->contains(t);
}

duration total_length(std::span<const interval> set) {
  duration sum{0};
  for (const interval& one : set) {
    sum += one.length();
  }
  return sum;
}

}  // namespace beatwatch
