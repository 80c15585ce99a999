#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/interval.h"
#include "engine/visibility/presence_line.h"
#include "engine/visibility/zone_ledger.h"

namespace beatwatch {

/// To which levels zones belong, from an instant on until the next one. A level is named by its
/// path from the widest: "force/north/north-1"; a zone belongs to every level on the way.
struct dated_levels {
  instant from;
  std::vector<std::vector<std::string>> paths;  ///< by zone: its narrowest level in each hierarchy
};

/// What the levels of the hierarchies got: of each level the union over its zones, taken before any
/// sum, so that a unit in two zones at once is there once. A level is told by its zones and the
/// levels just below it, and only where they changed.
class level_books {
 public:
  /// In order of time. From `changed_from` on they are new; `instant::max()`: as they were.
  void set_zones(const std::vector<dated_levels>& dated, instant changed_from);

  /// Over `within` the union over units at the zone is exactly `runs`, and within its red times
  /// `red_runs`: sorted, disjoint, inside `within`.
  void take(zone_id zone,
            interval within,
            std::span<const presence_line::run> runs,
            std::span<const presence_line::run> red_runs);

  /// Brings the levels up to date with what was taken.
  void refresh();

  /// What was before `t`, a whole minute, can no longer change: minutes are enough.
  void settle_before(instant t);
  /// What was before `t` is forgotten.
  void forget_before(instant t);

  /// Whether any zone belongs to a level.
  [[nodiscard]] bool any() const { return !levels_.empty(); }
  [[nodiscard]] bool knows(std::string_view path) const { return index_.contains(path); }
  /// Sorted.
  [[nodiscard]] std::vector<std::string> paths() const;

  /// What officers got at the level over `within`, whole minutes that can no longer change: a line
  /// for each officer, out wherever the level is.
  void take_officers(std::string_view path,
                     interval within,
                     std::span<const officer_line> officers);

  /// Presence at the level: whole minutes before `settled_to`, to the millisecond after. Of
  /// officers what is settled.
  [[nodiscard]] zone_ledger::totals sum(std::string_view path,
                                        interval within,
                                        instant settled_to) const;
  [[nodiscard]] const zone_ledger& ledger(std::string_view path) const;

  /// Zones that belong to the level at some time in `within`, each with these times clipped to it;
  /// by zone, then time.
  struct membership {
    zone_id zone;
    interval time;
  };
  [[nodiscard]] std::vector<membership> members(std::string_view path, interval within) const;

  template <class Archive>
  friend void fields(Archive& a, level_books& b) {
    a(b.zones_, b.names_, b.levels_);
  }
  /// After loading: the look-up of levels is derived. `set_zones` comes next.
  void rebuild_look_up();

 private:
  using level_index = std::uint32_t;
  struct told_lines {
    presence_line all;
    presence_line red;
    template <class Archive>
    friend void fields(Archive& a, told_lines& t) {
      a(t.all, t.red);
    }
  };
  struct dated_zones {
    instant from;
    std::vector<zone_id> zones;
  };
  struct level {
    told_lines told;
    zone_ledger ledger;
    std::vector<interval> stale;  ///< whole minutes to look at anew
    // Derived:
    std::optional<level_index> above;
    std::vector<level_index> below;
    std::vector<dated_zones> zones;  ///< directly in it
    template <class Archive>
    friend void fields(Archive& a, level& l) {
      a(l.told, l.ledger, l.stale);
    }
  };

  level_index level_of(std::string_view path);
  [[nodiscard]] presence_line union_of(const level& l,
                                       interval within,
                                       presence_line told_lines::*kind) const;
  void refresh(level& l, interval within);

  std::vector<told_lines> zones_;                          ///< by zone
  std::vector<std::string> names_;                         ///< by level: its path
  std::vector<level> levels_;                              ///< a level comes after the one above it
  std::map<std::string, level_index, std::less<>> index_;  ///< derived
  std::vector<std::vector<level_index>> direct_;           ///< by zone; derived
};

}  // namespace beatwatch
