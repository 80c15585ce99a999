#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/interval.h"
#include "engine/change.h"

namespace beatwatch {

/// A visit as the figures see it.
struct counted_visit {
  std::string zone;
  std::string unit;
  interval span;            ///< first to last likely instant
  presence_measure inside;  ///< within the span
  std::uint32_t pings = 0;  ///< inside
  /// Of the class `short_stop` or `dose`: counts as a visit that a window or a plan asks for.
  bool qualifies = true;
  std::uint32_t officers = 1;
  unit_kind crew = unit_kind::car;
  std::int64_t credited_ms = 0;     ///< of its dwell, in full
  std::int64_t unallocated_ms = 0;  ///< of its likely time
  std::int64_t committed_ms = 0;    ///< to an incident
  std::int64_t at_station_ms = 0;
};

/// The measure of one stretch of time: an hour of a history, a minute of the engine.
struct presence_cell {
  interval span;
  presence_measure presence;
  presence_measure red;  ///< the same within red time
};

/// What is known of one place, a zone or a level, for a window and the time before it that still
/// counts in it.
struct place_evidence {
  interval window;                    ///< what is asked about
  interval told;                      ///< what is spoken of: begins at or before the window
  std::vector<interval> untold;       ///< in `told`, but nothing is known of it; a set
  std::vector<presence_cell> cells;   ///< in order; between them nobody can have been there
  std::vector<counted_visit> visits;  ///< that touch `told`, by start
  std::vector<interval> red;          ///< red time in `told`; a set
  std::vector<interval> due;  ///< red windows that begin in the window, each whole, by start
};

/// When somebody was there, along the inferred path: the spans of the visits as a set.
std::vector<interval> visited_times(const place_evidence& evidence);

/// The sum of the cells that begin in the window.
presence_cell sum_in_window(const place_evidence& evidence);

/// Visits that begin in `within`, and in the window.
std::span<const counted_visit> begun_within(const place_evidence& evidence, interval within);
std::span<const counted_visit> begun_in_window(const place_evidence& evidence);

}  // namespace beatwatch
