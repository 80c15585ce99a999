#pragma once
#include <cstdint>
#include <string_view>

#include "engine/base/interval.h"
#include "engine/model/presence_measure.h"
#include "engine/model/roster.h"

namespace beatwatch {

/// What a visit is worth to a place, by its dwell. In rising order.
enum class visit_class : std::uint8_t {
  passing_driving,
  passing_on_foot,  ///< some of the time on foot
  short_stop,       ///< "short": long enough on foot, or stopped
  dose,             ///< long enough to beat driving through (Koper 1995)
};
/// The word used in files and on every screen: "passing_driving", ..., "short", "dose".
std::string_view to_string(visit_class kind);

/// What stands behind a visit. C never counts alone towards a plan.
enum class evidence_grade : std::uint8_t {
  a,  ///< three pings or more inside
  b,  ///< one or two
  c,  ///< none: inferred from the path
};
/// "A", "B", "C".
std::string_view to_string(evidence_grade grade);
evidence_grade evidence_of(std::uint32_t pings_inside);

/// Why something is said of a visit. In rising order: of several causes the last is named.
enum class visit_cause : std::uint8_t {
  movement,     ///< the unit came or went
  startup,      ///< came: it was heard for the first time, or for the first time as this unit
  gap,          ///< came out of a silence, or went into one
  zone_change,  ///< another zone set came into force
  revision,     ///< a ping came late, or the crew's car told later that it rested
  status,       ///< what the unit was doing, or the grade of its incident, was told later
  roster,       ///< who held which device was told later
  settlement,   ///< nothing can change any more
};
/// "movement", "startup", ...
std::string_view to_string(visit_cause cause);

/// By which numbers visits are judged.
struct visit_rules {
  double slow_below_mps = 15.0 / 3.6;
  double stopped_below_mps = 1.0;
  duration short_on_foot{std::chrono::seconds{120}};
  duration short_stopped{std::chrono::seconds{60}};
  duration dose{std::chrono::seconds{600}};
  duration full_credit{std::chrono::seconds{900}};
  duration last_credit{std::chrono::seconds{1200}};  ///< from `full_credit` on it is flagged
};

/// How much of a dwell counts. Raw time is kept beside it.
struct visit_credit {
  std::int64_t full_ms = 0;     ///< up to `full_credit`
  std::int64_t flagged_ms = 0;  ///< from there up to `last_credit`; beyond, nothing
  friend constexpr bool operator==(const visit_credit&, const visit_credit&) = default;
};

/// What a visit was. Times are within its span. "At a station" is the time in which the unit was
/// likely inside a station site as well, or its status said so.
///
/// Dwell is the time inside, not at a station, on foot or slower than `slow_below_mps`. It is at
/// least the proved time in which the unit can have been no faster (parked or on foot by evidence)
/// and cannot have been at a station, about the likely time in which it was no faster by its legs,
/// and at most all of `off_station.at_most_ms`.
struct visit_attributes {
  visit_class kind = visit_class::passing_driving;  ///< by what the dwell is about
  evidence_grade evidence = evidence_grade::c;
  visibility_class visibility = visibility_class::unknown;  ///< by the roster, at its start
  unit_kind crew = unit_kind::car;                          ///< by the roster, at its start
  std::uint8_t incident_grade = 0;  ///< most urgent that it was committed to meanwhile; 0: none
  std::uint32_t officers = 0;       ///< of the unit, by the roster, at its start
  presence_measure off_station;     ///< inside and not at a station
  std::int64_t dwell_at_least_ms = 0;
  std::int64_t dwell_about_ms = 0;
  visit_credit credit;  ///< of what the dwell is about
  // Of the likely time that is not at a station. Two devices of a unit may do different things at
  // one time: each counts.
  std::int64_t on_foot_ms = 0;
  std::int64_t stopped_ms = 0;
  std::int64_t driving_ms = 0;
  // Of all likely time; what is left was without a status, or off duty.
  std::int64_t unallocated_ms = 0;
  std::int64_t committed_ms = 0;
  std::int64_t at_station_ms = 0;
  friend bool operator==(const visit_attributes&, const visit_attributes&) = default;
};

/// By `dwell_about_ms`, `on_foot_ms` and `stopped_ms`.
visit_class class_of(const visit_attributes& visit, const visit_rules& rules);

visit_credit credit_of(std::int64_t dwell_ms, const visit_rules& rules);

template <class Archive>
void fields(Archive& a, visit_credit& c) {
  a(c.full_ms, c.flagged_ms);
}

template <class Archive>
void fields(Archive& a, visit_attributes& v) {
  a(v.kind, v.evidence, v.visibility, v.incident_grade, v.officers, v.off_station);
  a(v.dwell_at_least_ms, v.dwell_about_ms, v.credit, v.on_foot_ms, v.stopped_ms, v.driving_ms);
  a(v.unallocated_ms, v.committed_ms, v.at_station_ms, v.crew);
}

template <class Archive>
void fields(Archive& a, visit_rules& r) {
  a(r.slow_below_mps, r.stopped_below_mps, r.short_on_foot, r.short_stopped);
  a(r.dose, r.full_credit, r.last_credit);
}

}  // namespace beatwatch
