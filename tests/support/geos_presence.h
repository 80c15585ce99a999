#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "engine/geo/plane_point.h"
#include "tests/support/geos_zones.h"

namespace beatwatch {

/// What presence along straight lines depends on.
struct geos_presence_rules {
  std::int64_t gap_limit_ms = 120'000;
  std::int64_t merge_gap_ms = 120'000;
  double hysteresis_m = 15.0;
  double speed_cap_mps = 50.0;
  double fix_error_m = 15.0;
};

struct geos_ping {
  std::uint32_t unit = 0;
  std::int64_t t_ms = 0;
  plane_point at;
};

struct geos_visit {
  std::uint32_t zone = 0;
  std::uint32_t unit = 0;
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;
  std::int64_t inside_ms = 0;
  /// How far each of the three times may be off: every crossing of the boundary is rounded to the
  /// millisecond, 1 ms; every end of a silence is bounded from error and cap, 2 ms and 0.02 % of
  /// it.
  std::int64_t slack_ms = 0;
};

struct geos_presence_answer {
  std::vector<geos_visit> visits;      ///< by zone, then unit, then start
  std::vector<std::int64_t> union_ms;  ///< by zone: time with any unit inside
  std::vector<std::int64_t> slack_ms;  ///< by zone: how far it may be off
  std::uint64_t legs = 0;
  std::uint64_t silent_legs = 0;  ///< broken by a silence beyond the gap limit
  std::uint64_t jumps = 0;        ///< pings left out
  std::uint64_t fast_legs = 0;    ///< faster than the cap, within the errors
  std::uint64_t infeasible_legs = 0;
  std::uint64_t undecided = 0;  ///< ends of silences that the nearest boundary does not decide
};

/// Presence of single-device units at zones, counted a second time: by GEOS and by its own reading
/// of the rules, without any of the engine's geometry, hysteresis or grouping. An oracle for tests
/// and benches.
///
/// A unit is inside along the straight line between two pings, at constant speed. A ping that the
/// speed cap cannot reach from the last good one, errors allowed for, is a jump and left out, but
/// the third of a row of jumps that can reach each other is good again, and nothing is known of the
/// leg that ends there. Of a leg with a silence beyond the gap limit only that time counts at which
/// the unit must have been inside: from each end until the boundary can have been reached. Visits
/// are groups of time inside; the ring around the zone and gaps up to the merge gap join them.
class geos_presence {
 public:
  geos_presence(std::span<const geos_zones::rings> zones, const geos_presence_rules& rules)
      : rules_(rules), zones_(zones, rules.hysteresis_m) {}

  /// Pings in any order. Of two of one unit at one time the one further west stays, then the one
  /// further south.
  [[nodiscard]] geos_presence_answer count(std::vector<geos_ping> pings) const;

 private:
  struct stay;
  struct reading;
  void read_unit(std::span<const geos_ping> pings, reading& into) const;
  void read_leg(std::span<const geos_ping> leg, reading& into) const;
  void read_line(const geos_ping& p, const geos_ping& q, reading& into) const;
  void read_silence(const geos_ping& p, const geos_ping& q, reading& into) const;
  void group(std::uint32_t zone, std::uint32_t unit, std::vector<stay>& stays, reading& into) const;

  geos_presence_rules rules_;
  geos_zones zones_;
};

}  // namespace beatwatch
