#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"
#include "engine/model/red_window.h"
#include "engine/visibility/visit_book.h"
#include "engine/visibility/zone_ledger.h"

namespace beatwatch {

/// A visit that can no longer change.
struct settled_visit {
  unit_id unit;
  published_visit visit;
};

/// Red windows and the instant from which they hold.
struct dated_red_windows {
  instant from;
  std::vector<red_window> windows;
  friend bool operator==(const dated_red_windows&, const dated_red_windows&) = default;
};

/// What is held of one zone beside its visit books.
struct zone_board {
  std::vector<std::uint32_t> books;  ///< one per unit, in order of first presence
  zone_ledger ledger;
  instant ledger_from = instant::max();  ///< from here on the books have changed
  bool queued = false;
  bool visited = false;                           ///< a visit changed since the zone was published
  std::vector<settled_visit> settled;             ///< by the time they were settled
  std::optional<instant> settled_end;             ///< latest end of a settled visit
  std::map<instant, visit_count> settled_counts;  ///< by policing day, of books closed since
  std::optional<presence_changed> published;

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
    a(b.books,
      b.ledger,
      b.ledger_from,
      b.queued,
      b.visited,
      b.settled,
      b.settled_end,
      b.settled_counts,
      b.published);
  }
};

template <class Archive>
void fields(Archive& a, settled_visit& s) {
  a(s.unit, s.visit);
}

}  // namespace beatwatch
