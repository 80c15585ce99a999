#pragma once
#include <algorithm>
#include <cstdint>
#include <span>

#include "engine/base/few.h"
#include "engine/base/interval.h"
#include "engine/base/prefetch.h"
#include "engine/change.h"

namespace beatwatch {

/// What is known of one moment: was the unit inside the zone? In rising order, so that the union
/// over devices and units is the maximum, and each level implies the possibility below it.
enum class presence_level : std::uint8_t {
  out,       ///< proved outside
  unknown,   ///< possible, but in the middle of a silence beyond the gap limit
  possible,  ///< in the outer set only
  near,      ///< possible, and on the inferred path within the hysteresis ring outside the zone
  likely,    ///< inside along the inferred path
  proved,    ///< in the inner set
};

/// Presence as a step function of time, `out` before its first and after its last run. The inner
/// set is where it reads `proved`, the likely set `likely` and above, the outer set `possible` and
/// above; so inner within likely within outer holds by construction.
class presence_line {
 public:
  struct run {
    instant from;
    instant to;
    presence_level level{};
    friend constexpr bool operator==(const run&, const run&) = default;
  };

  /// Continues the line; `r` begins at or after `end()`. Empty and `out` runs add nothing.
  void append(const run& r);

  /// Forgets what the line said of `within` and lays `runs` there: sorted, disjoint, inside
  /// `within`.
  void replace(interval within, std::span<const run> runs);

  /// Whether it says exactly that of `within`.
  [[nodiscard]] bool says(interval within, std::span<const run> runs) const;

  /// Forgets everything before `t`.
  void forget_before(instant t);

  [[nodiscard]] bool empty() const { return steps_.empty(); }
  [[nodiscard]] instant begin() const { return empty() ? instant::max() : time_of(steps_.front()); }
  [[nodiscard]] instant end() const { return empty() ? instant::min() : time_of(steps_.back()); }

  /// Calls `visit(run)` for each run that touches `within`, clipped to it, in order; no `out` runs.
  template <typename Visit>
  void for_each_run(interval within, Visit&& visit) const {
    const auto* step = first_after(within.from);
    if (step != steps_.begin()) {
      --step;
    }
    for (; step != steps_.end() && time_of(*step) < within.to; ++step) {
      const presence_level level = level_of(*step);
      if (level == presence_level::out) {
        continue;
      }
      const interval clipped = intersection({time_of(*step), time_of(*(step + 1))}, within);
      if (!clipped.empty()) {
        visit(run{clipped.from, clipped.to, level});
      }
    }
  }

  /// Begins to bring into the cache what was told last.
  void prefetch_end() const { prefetch(steps_.data() + steps_.size() - 1); }
  /// The same, and what was told of the minutes before it.
  void prefetch_minutes() const {
    constexpr std::size_t read_back = 24;
    const std::size_t count = std::min(read_back, steps_.size());
    prefetch_bytes(steps_.end() - count, count * sizeof(std::int64_t));
  }

  template <class Archive>
  friend void fields(Archive& a, presence_line& line) {
    a(line.steps_);
  }
  friend bool operator==(const presence_line&, const presence_line&) = default;

 private:
  // One step in eight bytes: its time in milliseconds times eight, plus the level from then on.
  // Times rise, neighbours differ in level, and the last level is `out`.
  static constexpr presence_level max_level = presence_level{7};
  static std::int64_t pack(instant t, presence_level level) {
    return instant_to_ms(t) * 8 + static_cast<std::int64_t>(level);
  }
  // Mostly what was told last is asked for, so it looks from there back before it halves the rest.
  [[nodiscard]] const std::int64_t* first_after(instant t) const {
    constexpr std::ptrdiff_t looked_back = 16;
    const std::int64_t limit = pack(t, max_level);
    const std::int64_t* after = steps_.end();
    const std::int64_t* const stop = after - std::min(looked_back, after - steps_.begin());
    while (after != stop && *(after - 1) > limit) {
      --after;
    }
    return after != stop || stop == steps_.begin() ? after
                                                   : std::upper_bound(steps_.begin(), stop, limit);
  }
  static instant time_of(std::int64_t step) { return ms_to_instant(step >> 3); }
  static presence_level level_of(std::int64_t step) {
    return static_cast<presence_level>(step & 7);
  }

  few<std::int64_t, 7> steps_;
};

/// The pointwise maximum of `lines` within `within`.
presence_line combine(std::span<const presence_line* const> lines, interval within);

/// The parts of `runs` that lie in `times`; both sorted and disjoint.
std::vector<presence_line::run> clipped(std::span<const presence_line::run> runs,
                                        std::span<const interval> times);

/// Adds the time of `r` to the kinds of presence that its level stands for.
void add_run(presence_measure& sum, const presence_line::run& r);

/// Time of each kind within `within`.
presence_measure measure(const presence_line& line, interval within);

}  // namespace beatwatch
