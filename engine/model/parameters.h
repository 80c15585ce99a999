#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/geo/local_plane.h"
#include "engine/model/force_shift.h"
#include "engine/model/visit_attributes.h"
#include "engine/model/zone_clock.h"

namespace beatwatch {

/// What proves that a device stayed where it was between two successive fixes. It must then report
/// the end of the rest, and lose no such report for good.
enum class rest_evidence : std::uint8_t {
  none,
  ignition,  ///< the ignition was off at both
  movement,  ///< or the device did not move at both, by its speed or its own word
};

/// How a device is meant to report, by configuration and never by what happened to arrive.
struct reporting_profile {
  std::string source;  ///< the source it belongs to; empty: every other source
  duration refresh{std::chrono::seconds{10}};
  duration gap_limit{
      std::chrono::seconds{120}};  ///< a longer silence is unknown time in its middle
  duration merge_gap{std::chrono::seconds{120}};  ///< visits closer than this are one; >= 120 s
  metres fix_error{15.0};  ///< hard limit of the error of a fix that states no accuracy
  duration time_error{0};  ///< hard limit of the error of `observed_at`
  rest_evidence rest = rest_evidence::none;
  /// It reports whenever it has gone this far from where it last reported (with what it can go
  /// between two looks at its own position), and loses no such report for good; 0: it does not.
  metres report_distance{0.0};
  duration heartbeat{0};        ///< and this long after its last report at the latest
  bool keeps_to_roads = false;  ///< for the figure `on roads` alone
};

/// Every number that a figure depends on. Its hash stands with each figure.
struct parameters {
  plane_origin plane;
  zone_clock clock;                                 ///< local time of the force
  std::int32_t policing_day_start_minute = 7 * 60;  ///< local
  std::vector<force_shift> shifts;                  ///< as the force lists them

  double vehicle_speed_cap_mps = 50.0;  ///< hard limit, also of a handheld, which may ride
  double foot_speed_cap_mps = 3.0;

  double accuracy_factor = 3.0;  ///< hard error = max(fix_error, factor * stated accuracy)
  metres poor_fix_error{100.0};  ///< beyond: may extend a visit, neither open nor close one
  duration horizon{std::chrono::hours{2}};  ///< a later ping is journalled and counted only
  duration future_limit{
      std::chrono::seconds{30}};            ///< observed later than received by more: quarantined
  metres hysteresis{15.0};                  ///< a visit ends this far outside
  std::vector<reporting_profile> profiles;  ///< sorted by source
  visit_rules visits;
  std::vector<std::string> station_kinds{"station"};  ///< zones of these kinds are station sites

  duration publish_interval{
      std::chrono::seconds{1}};  ///< ticks: visits and presence are published then
  duration presence_retained{
      std::chrono::hours{48}};  ///< presence of a zone can be asked for this long

  std::uint32_t nearest_count = 5;
  duration nearest_fix_age_max{std::chrono::minutes{10}};
  duration nearest_status_age_max{std::chrono::hours{12}};
  duration nearest_equal_within{std::chrono::seconds{30}};
  duration stale_after{std::chrono::minutes{3}};
};

}  // namespace beatwatch
