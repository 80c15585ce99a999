#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/geo/plane_box.h"
#include "engine/model/red_window.h"
#include "engine/visibility/settled_visits.h"
#include "engine/visibility/zone_ledger.h"

namespace beatwatch {

/// Red windows and the instant from which they hold.
struct dated_red_windows {
  instant from;
  std::vector<red_window> windows;
  friend bool operator==(const dated_red_windows&, const dated_red_windows&) = default;
};

/// Red times within `within`: each list of windows until the next one holds.
std::vector<interval> red_times_of(const std::vector<dated_red_windows>& windows,
                                   const zone_clock& clock,
                                   interval within);

/// Where a zone lies, and the instant from which it does; absent: it is not in force.
struct dated_bounds {
  instant from;
  std::optional<plane_box> bounds;
};

/// What is held of one zone beside its visit books.
struct zone_board {
  zone_id zone;
  std::vector<std::uint32_t> books;  ///< one per unit, in order of first presence
  zone_ledger ledger;
  instant ledger_from = instant::max();       ///< from here on the books have changed
  instant unpublished_from = instant::max();  ///< and from here on the ledger
  bool queued = false;
  std::vector<interval> station_times;  ///< when it is a station site; derived
  std::vector<dated_bounds> places;     ///< each until the next one; derived
  settled_visits settled;
  std::map<instant, visit_count> counts;  ///< by the start of the policing day, over all units
  std::optional<instant> visits_end;      ///< latest end of a visit that is not open
  bool visits_end_unsure = false;         ///< a visit was revised: look at all of them
  std::optional<presence_changed> published;

  /// Books that said something at or after `recent_from`; derived, so that a minute does not look
  /// at every unit that ever came by.
  std::vector<std::uint32_t> recent;
  instant recent_from = instant::min();

  /// Where it lies at `t`; absent: it is not in force.
  [[nodiscard]] std::optional<plane_box> place_at(instant t) const;

  /// Each until the next one holds; by their instants.
  void set_windows(std::vector<dated_red_windows> windows);
  [[nodiscard]] const std::vector<dated_red_windows>& windows() const { return windows_; }
  /// Red times within `within`, from a cache of the days around it.
  const std::vector<interval>& red(const zone_clock& clock, interval within);

 private:
  std::vector<dated_red_windows> windows_;
  interval red_for_;
  std::vector<interval> red_times_;

  template <class Archive>
  friend void fields(Archive& a, zone_board& b) {
    a(b.zone,
      b.books,
      b.ledger,
      b.ledger_from,
      b.unpublished_from,
      b.queued,
      b.settled,
      b.counts,
      b.visits_end,
      b.visits_end_unsure,
      b.published);
  }
};

}  // namespace beatwatch
