#include "engine/visibility/presence_line.h"

#include <array>
#include <cstddef>
#include <vector>

#include "engine/base/check.h"

namespace beatwatch {
namespace {

// How many lines stand at each level, from edge to edge of their runs.
class level_sweep {
 public:
  void add(const presence_line& line, interval within) {
    instant told_to = within.from;
    presence_level level = presence_level::out;
    line.for_each_run(within, [&](const presence_line::run& r) {
      if (r.from > told_to) {
        add(told_to, level, presence_level::out);
        level = presence_level::out;
      }
      add(r.from, level, r.level);
      told_to = r.to;
      level = r.level;
    });
    add(told_to, level, presence_level::out);
  }

  // Calls `visit` with the highest level of each stretch, in order.
  template <typename Visit>
  void walk(Visit&& visit) {
    std::sort(edges_.begin(), edges_.end());
    instant from = instant::min();
    for (const std::int64_t edge : edges_) {
      if (const instant at = ms_to_instant(edge >> (2 * level_bits)); at > from) {
        visit(presence_line::run{from, at, highest()});
        from = at;
      }
      --count_[static_cast<std::size_t>((edge >> level_bits) & level_mask)];
      ++count_[static_cast<std::size_t>(edge & level_mask)];
    }
  }

 private:
  // One edge in eight bytes: its time in milliseconds, the level before it and the level after it.
  static constexpr unsigned level_bits = 3;
  static constexpr std::int64_t level_mask = 7;

  void add(instant at, presence_level before, presence_level after) {
    if (before != after) {
      edges_.push_back(
          (((instant_to_ms(at) << level_bits) + static_cast<std::int64_t>(before)) << level_bits) +
          static_cast<std::int64_t>(after));
    }
  }
  [[nodiscard]] presence_level highest() const {
    auto level = presence_level::proved;
    while (level > presence_level::out && count_[static_cast<std::size_t>(level)] == 0) {
      level = static_cast<presence_level>(static_cast<int>(level) - 1);
    }
    return level;
  }

  few<std::int64_t, 64> edges_;
  std::array<std::int32_t, 8> count_{};
};

}  // namespace

void presence_line::append(const run& r) {
  if (r.to <= r.from || r.level == presence_level::out) {
    return;
  }
  check(r.from >= end(), "a run continues its presence line");
  const std::int64_t last = pack(r.to, presence_level::out);
  if (steps_.empty() || time_of(steps_.back()) != r.from) {
    steps_.push_back(pack(r.from, r.level));
    steps_.push_back(last);
  } else if (level_of(*(steps_.end() - 2)) == r.level) {
    steps_.back() = last;
  } else {
    steps_.back() = pack(r.from, r.level);
    steps_.push_back(last);
  }
}

void presence_line::replace(interval within, std::span<const run> runs) {
  if (within.empty()) {
    return;
  }
  presence_line rebuilt;
  rebuilt.steps_.reserve(steps_.size() + 2 * runs.size() + 2);
  const auto keep = [&rebuilt](const run& r) { rebuilt.append(r); };
  if (begin() < within.from) {
    for_each_run({begin(), within.from}, keep);
  }
  for (const run& r : runs) {
    check(r.from >= within.from && r.to <= within.to, "runs lie within what they replace");
    rebuilt.append(r);
  }
  if (end() > within.to) {
    for_each_run({within.to, end()}, keep);
  }
  *this = std::move(rebuilt);
}

bool presence_line::says(interval within, std::span<const run> runs) const {
  presence_line said;
  for_each_run(within, [&said](const run& r) { said.append(r); });
  presence_line asked;
  std::for_each(runs.begin(), runs.end(), [&asked](const run& r) { asked.append(r); });
  return said == asked;
}

void presence_line::forget_before(instant t) {
  if (begin() >= t) {
    return;
  }
  if (end() <= t) {
    steps_.clear();
    return;
  }
  auto* first = std::upper_bound(steps_.begin(), steps_.end(), pack(t, max_level)) - 1;
  if (level_of(*first) == presence_level::out) {
    ++first;
  } else {
    *first = pack(t, level_of(*first));
  }
  steps_.erase(steps_.begin(), first);
}

presence_line combine(std::span<const presence_line* const> lines, interval within) {
  presence_line result;
  if (lines.size() == 1) {
    lines.front()->for_each_run(within,
                                [&result](const presence_line::run& r) { result.append(r); });
    return result;
  }
  level_sweep sweep;
  for (const presence_line* line : lines) {
    sweep.add(*line, within);
  }
  sweep.walk([&result](const presence_line::run& r) { result.append(r); });
  return result;
}

std::vector<presence_line::run> clipped(std::span<const presence_line::run> runs,
                                        std::span<const interval> times) {
  std::vector<presence_line::run> parts;
  for (auto r = runs.begin(), end = runs.end(); const interval& time : times) {
    while (r != end && r->to <= time.from) {
      ++r;
    }
    for (auto inside = r; inside != end && inside->from < time.to; ++inside) {
      const interval part = intersection({inside->from, inside->to}, time);
      parts.push_back({part.from, part.to, inside->level});
    }
  }
  return parts;
}

void add_run(presence_measure& sum, const presence_line::run& r) {
  const std::int64_t ms = (r.to - r.from).count();
  if (r.level == presence_level::unknown) {
    sum.unknown_ms += ms;
  }
  if (r.level >= presence_level::possible) {
    sum.at_most_ms += ms;
  }
  if (r.level >= presence_level::likely) {
    sum.about_ms += ms;
  }
  if (r.level == presence_level::proved) {
    sum.at_least_ms += ms;
  }
}

presence_measure measure(const presence_line& line, interval within) {
  presence_measure sum;
  line.for_each_run(within, [&sum](const presence_line::run& r) { add_run(sum, r); });
  return sum;
}

}  // namespace beatwatch
