#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/units.h"
#include "engine/change.h"
#include "engine/geo/plane_point.h"
#include "engine/model/parameters.h"
#include "engine/model/roster.h"
#include "engine/model/unit_status.h"
#include "engine/roads/road_graph.h"
#include "engine/roads/snap.h"
#include "engine/roads/travel_time.h"

namespace beatwatch {

/// The newest position of a unit.
struct unit_fix {
  plane_point at;
  instant observed_at;
  metres error;                               ///< hard limit
  std::optional<std::uint16_t> heading_cdeg;  ///< clockwise from true north
  std::optional<snapped_place> on_road;       ///< where it was snapped to, if it was already
};

/// What the gates and the search need to know of a unit. The views are the caller's.
struct unit_view {
  std::string_view name;
  bool on_duty = false;  ///< a roster entry covers the instant
  unit_status status = unit_status::unknown;
  instant status_since;
  std::string_view incident;  ///< it is committed to; empty: none
  std::span<const std::string> skills;
  std::string_view vehicle;  ///< class; empty on foot
  unit_kind kind = unit_kind::car;
  std::optional<unit_fix> fix;
};

/// What is asked for.
struct nearest_request {
  std::string_view incident;              ///< its name, or
  std::string_view towards_unit;          ///< back-up for this one, or neither: a place
  plane_point at;                         ///< where help is needed
  std::span<const std::string> assigned;  ///< call signs already on the incident's log
  std::span<const std::string> skills;    ///< every one is needed
  std::string_view vehicle;               ///< class; empty: any
  bool response = false;                  ///< grade 1, or an officer in need: response driving
  std::uint32_t count = 5;
};

/// A driver with this skill drives by the response profile when the request says so.
inline constexpr std::string_view response_skill = "response";

/// Farther than this from every road, a unit or a place is served by no road.
inline constexpr std::uint32_t off_road_mm_max = 300'000;

/// Assumed over a straight line, detours included, where no road serves: 30 km/h by car, 39 with a
/// response driver, and the walking speed of `walk_ms`.
inline constexpr double straight_ordinary_mps = 8.33;
inline constexpr double straight_response_mps = 10.83;
inline constexpr double straight_foot_mps = 1.4;

/// No search along roads goes farther.
inline constexpr duration travel_time_max = std::chrono::hours{6};

/// Memory that is used again from call to call. One thread at a time.
struct nearest_scratch {
  travel_search search;
  std::vector<road_place> places;
};

/// Who can reach the place first, who else, and why not the others.
///
/// Every unit but `towards_unit` passes the gates in the order of `gate`; the first that fails is
/// the reason.
///   off_duty          not on duty
///   status            neither available nor at_station. For back-up a unit that is assigned or en
///                     route may also come.
///   status_too_old    its status is older than `nearest_status_age_max`
///   skill, vehicle    does not have what is asked for
///   fix_too_old       no fix, or older than `nearest_fix_age_max`
///   already_assigned  on the incident's log, or committed to it
///   unreachable       both ends lie on the network and no road leads there in `travel_time_max`
///   slower            `count` others are nearer
/// The rest are ordered by travel time, then by name. Cars drive by the road's ordinary times, or
/// its response times (see `response_skill`); units without a vehicle walk. A straight line at an
/// assumed speed stands in, labelled `by_road` = false, when there is no road graph or when the
/// place or the unit lies beyond `off_road_mm_max` of every road.
///
/// Range: since its last fix a unit may have come nearer or gone farther at the profile's speed for
/// as long as the fix is old, and the fix may be off by its error e:
///   slack = age + e / (straight-line speed of its profile)
///   travel_min = max(0, travel - slack), travel_max = travel + slack
/// `equal_to_first` marks the others within `nearest_equal_within` of the first.
/// `others` holds at most 20 units by straight-line distance, those without a fix last, then by
/// name; `passed_over_by_gate` counts all of them.
/// `roads` lies in the plane of `settings`, or is null.
suggestion suggest(std::span<const unit_view> units,
                   const nearest_request& request,
                   const road_graph* roads,
                   const parameters& settings,
                   instant now,
                   nearest_scratch& scratch);

}  // namespace beatwatch
