#pragma once
#include <algorithm>
#include <array>
#include <optional>
#include <span>
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

/// What one device of the unit tells.
struct told_line {
  const presence_line* line = nullptr;
  duration merge_gap{};  ///< by the device's reporting profile
};

/// Finds the visits of one unit to one zone by reading the presence lines of its devices from left
/// to right. A value: it can be kept, copied and taken up again where it stopped.
///
/// Likely time grows, for grouping only, by the hysteresis ring (level `near`) and by the merge gap
/// of the device that tells of it; each group that holds likely time is a visit. At least as many
/// visits took place as parts of the outer set (and of unknown time), merged over the same gaps,
/// hold proved time; at most as many as instants fit into the outer set of a day with, between each
/// two, a stretch longer than the shortest merge gap of any device of which nothing is proved:
/// there it can have been away.
class visit_scan {
 public:
  /// Reads `lines` up to `to` and appends the visits that have ended by then: their groups ended
  /// before `to`. `days` gives the policing day of an instant.
  template <typename DayOf>
  void read(std::span<const told_line> lines,
            instant to,
            duration shortest_gap,
            DayOf&& day_of,
            std::vector<visit_run>& ended) {
    if (to <= scanned_to_) {
      return;
    }
    const interval fresh{scanned_to_, to};
    if (lines.size() == 1) {
      const duration gap = lines.front().merge_gap;
      lines.front().line->for_each_run(fresh, [&](const presence_line::run& r) {
        group(r, gap, day_of, ended);
        pack_visits(r, shortest_gap + duration{1}, day_of);
      });
    } else {
      for (const auto& [run, gap] : runs_by_start(lines, fresh)) {
        group(run, gap, day_of, ended);
      }
      union_of(lines, fresh).for_each_run(fresh, [&](const presence_line::run& r) {
        pack_visits(r, shortest_gap + duration{1}, day_of);
      });
    }
    scanned_to_ = to;
    if (to > grouped_until_) {
      end_visit(ended);
    }
  }

  [[nodiscard]] instant scanned_to() const { return scanned_to_; }
  /// Likely or near time up to here would belong to the visit that was read last.
  [[nodiscard]] instant grouped_until() const { return grouped_until_; }
  /// The visit that has not ended yet.
  [[nodiscard]] std::optional<visit_run> open_visit() const {
    return has_likely_ ? std::optional{open_} : std::nullopt;
  }
  /// Nothing that was read so far matters to what comes.
  [[nodiscard]] bool at_rest() const {
    return scanned_to_ > std::max({grouped_until_, outer_until_, next_possible_});
  }
  /// Visits that began in the policing day that starts at `day_from`: the newest three are kept.
  [[nodiscard]] visit_count counts(instant day_from) const;

  /// The visits that began in one policing day.
  struct day_counts {
    instant from;  ///< the start of the day
    visit_count counts;
    [[nodiscard]] bool used() const { return from != instant{}; }
    friend bool operator==(const day_counts&, const day_counts&) = default;
  };
  using day_list = std::array<day_counts, 3>;
  /// Of the newest three days, oldest first.
  [[nodiscard]] const day_list& days() const { return days_; }

  /// A scan that has read nothing before `from`.
  static visit_scan starting_at(instant from) {
    visit_scan scan;
    scan.scanned_to_ = from;
    return scan;
  }

  template <class Archive>
  friend void fields(Archive& a, visit_scan& s) {
    a(s.scanned_to_,
      s.grouped_until_,
      s.has_likely_,
      s.open_.anchor,
      s.open_.last_likely,
      s.outer_until_,
      s.outer_has_proof_,
      s.next_possible_,
      s.packed_day_);
    for (auto& day : s.days_) {
      a(day.from, day.counts.at_least, day.counts.about, day.counts.at_most);
    }
  }

 private:
  struct told_run {
    presence_line::run run;
    duration merge_gap{};
  };
  static std::vector<told_run> runs_by_start(std::span<const told_line> lines, interval within);
  static presence_line union_of(std::span<const told_line> lines, interval within);

  // Runs come by their start; those of several devices may overlap.
  template <typename DayOf>
  void group(const presence_line::run& r,
             duration merge_gap,
             DayOf& day_of,
             std::vector<visit_run>& ended) {
    if (r.level >= presence_level::near) {
      extend_visit(r, merge_gap, day_of, ended);
    }
    if (r.from > outer_until_) {
      outer_has_proof_ = false;
    }
    outer_until_ = std::max(outer_until_, r.to + merge_gap);
    if (r.level == presence_level::proved && !outer_has_proof_) {
      outer_has_proof_ = true;
      ++of_day(day_of(r.from)).at_least;
    }
  }

  template <typename DayOf>
  void extend_visit(const presence_line::run& r,
                    duration merge_gap,
                    DayOf& day_of,
                    std::vector<visit_run>& ended) {
    if (r.from > grouped_until_) {
      end_visit(ended);
    }
    grouped_until_ = std::max(grouped_until_, r.to + merge_gap);
    if (r.level == presence_level::near) {
      return;
    }
    if (!has_likely_) {
      has_likely_ = true;
      open_ = {r.from, r.to};
      ++of_day(day_of(r.from)).about;
    }
    open_.last_likely = std::max(open_.last_likely, r.to);
  }

  // The earliest possible instants that lie `apart`, counted from the end of what is proved, begun
  // anew each day: no choice of instants within the day has more.
  template <typename DayOf>
  void pack_visits(const presence_line::run& r, duration apart, DayOf& day_of) {
    if (r.level < presence_level::possible) {
      return;
    }
    for (instant t = r.from; t < r.to;) {
      const interval day = day_of(t);
      const instant until = std::min(r.to, day.to);
      const instant first = packed_day_ == day.from ? std::max(t, next_possible_) : t;
      if (r.level == presence_level::proved) {
        of_day(day).at_most += first == t ? 1 : 0;
        next_possible_ = std::max(first, until - duration{1} + apart);
        packed_day_ = day.from;
      } else if (first < until) {
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
  instant grouped_until_ = never;
  bool has_likely_ = false;
  visit_run open_;
  instant outer_until_ = never;  ///< the same for the outer set
  bool outer_has_proof_ = false;
  instant next_possible_ = never;
  instant packed_day_ = never;
  day_list days_{};

  // Long before any event, and far enough from the end of the type that gaps do not overflow.
  static constexpr instant never = instant{duration{-(std::int64_t{1} << 53)}};
};

}  // namespace beatwatch
