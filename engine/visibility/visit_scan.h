#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/visibility/presence_line.h"

namespace beatwatch {

/// One visit as the likely path tells it: from its first to its last likely instant.
struct visit_run {
  instant anchor;
  instant last_likely;
  friend constexpr bool operator==(const visit_run&, const visit_run&) = default;
};

/// Finds the visits of one unit to one zone by reading its presence line from left to right. A
/// value: it can be kept, copied and taken up again where it stopped.
///
/// Likely time grows, for grouping only, by the hysteresis ring (level `near`) and by gaps of at
/// most `merge_gap`; each group that holds likely time is a visit. At least as many visits took
/// place as parts of the outer set (and of unknown time), merged over the same gaps, hold proved
/// time; at most as many as instants further than `merge_gap` apart fit into the outer set of a
/// day.
class visit_scan {
 public:
  /// Reads `line` up to `to` and appends the visits that have ended by then: later than
  /// `merge_gap` before `to`. `days` gives the policing day of an instant.
  template <typename DayOf>
  void read(const presence_line& line,
            instant to,
            duration merge_gap,
            DayOf&& day_of,
            std::vector<visit_run>& ended) {
    if (to <= scanned_to_) {
      return;
    }
    line.for_each_run({scanned_to_, to}, [&](const presence_line::run& r) {
      if (r.level >= presence_level::near) {
        extend_visit(r, merge_gap, day_of, ended);
      }
      extend_outer(r, merge_gap, day_of);
    });
    scanned_to_ = to;
    if (to - grouped_to_ > merge_gap) {
      end_visit(ended);
    }
  }

  [[nodiscard]] instant scanned_to() const { return scanned_to_; }
  /// End of the likely or near time that was read last: the visit ends `merge_gap` after it.
  [[nodiscard]] instant grouped_to() const { return grouped_to_; }
  /// The visit that has not ended yet.
  [[nodiscard]] std::optional<visit_run> open_visit() const {
    return has_likely_ ? std::optional{open_} : std::nullopt;
  }
  /// Visits that began in the policing day that starts at `day_from`: the newest three are kept.
  [[nodiscard]] visit_count counts(instant day_from) const;

  template <typename Visit>
  void for_each_day(Visit&& visit) const {
    for (const day_counts& day : days_) {
      if (day.from != instant{}) {
        visit(day.from, day.counts);
      }
    }
  }

  /// A scan that has read nothing before `from`.
  static visit_scan starting_at(instant from) {
    visit_scan scan;
    scan.scanned_to_ = from;
    return scan;
  }

  template <class Archive>
  friend void fields(Archive& a, visit_scan& s) {
    a(s.scanned_to_,
      s.grouped_to_,
      s.has_likely_,
      s.open_.anchor,
      s.open_.last_likely,
      s.outer_to_,
      s.outer_has_proof_,
      s.next_possible_,
      s.packed_day_);
    for (auto& day : s.days_) {
      a(day.from, day.counts.at_least, day.counts.about, day.counts.at_most);
    }
  }

 private:
  struct day_counts {
    instant from;
    visit_count counts;
  };

  template <typename DayOf>
  void extend_visit(const presence_line::run& r,
                    duration merge_gap,
                    DayOf& day_of,
                    std::vector<visit_run>& ended) {
    if (r.from - grouped_to_ > merge_gap) {
      end_visit(ended);
    }
    grouped_to_ = r.to;
    if (r.level == presence_level::near) {
      return;
    }
    if (!has_likely_) {
      has_likely_ = true;
      open_.anchor = r.from;
      ++of_day(day_of(r.from)).about;
    }
    open_.last_likely = r.to;
  }

  template <typename DayOf>
  void extend_outer(const presence_line::run& r, duration merge_gap, DayOf& day_of) {
    if (r.from - outer_to_ > merge_gap) {
      outer_has_proof_ = false;
    }
    outer_to_ = r.to;
    if (r.level == presence_level::proved && !outer_has_proof_) {
      outer_has_proof_ = true;
      ++of_day(day_of(r.from)).at_least;
    }
    if (r.level >= presence_level::possible) {
      pack_visits(r, merge_gap + duration{1}, day_of);
    }
  }

  // The earliest possible instants that lie `apart`, begun anew each day: no choice of instants
  // within the day has more.
  template <typename DayOf>
  void pack_visits(const presence_line::run& r, duration apart, DayOf& day_of) {
    for (instant t = r.from; t < r.to;) {
      const interval day = day_of(t);
      const instant until = std::min(r.to, day.to);
      const instant first = packed_day_ == day.from ? std::max(t, next_possible_) : t;
      if (first < until) {
        const std::int64_t count = 1 + (until - duration{1} - first) / apart;
        of_day(day).at_most += static_cast<std::uint32_t>(count);
        next_possible_ = first + apart * count;
        packed_day_ = day.from;
      }
      t = until;
    }
  }

  void end_visit(std::vector<visit_run>& ended) {
    if (has_likely_) {
      ended.push_back(open_);
      has_likely_ = false;
    }
  }
  visit_count& of_day(interval day);

  instant scanned_to_ = never;
  instant grouped_to_ = never;  ///< end of the likely or near time read last
  bool has_likely_ = false;
  visit_run open_;
  instant outer_to_ = never;
  bool outer_has_proof_ = false;
  instant next_possible_ = never;
  instant packed_day_ = never;
  std::array<day_counts, 3> days_{};  ///< by day, oldest first

  // Long before any event, and far enough from the end of the type that gaps do not overflow.
  static constexpr instant never = instant{duration{-(std::int64_t{1} << 53)}};
};

}  // namespace beatwatch
