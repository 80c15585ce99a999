#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/interval.h"
#include "engine/event.h"
#include "engine/geo/position.h"
#include "engine/model/alarm.h"
#include "engine/model/incident.h"
#include "engine/model/presence_measure.h"
#include "engine/model/roster.h"
#include "engine/model/unit_status.h"
#include "engine/model/visit_attributes.h"

namespace beatwatch {

/// Why a ping is not part of its track. Counted per source and reason.
enum class ping_reject : std::uint8_t {
  duplicate,       ///< same device, observed time and position, within the horizon
  conflicting,     ///< same device and observed time, another position
  in_future,       ///< observed too far after its reception: quarantined
  beyond_horizon,  ///< observed too long before its reception: for the nightly run
  null_island,     ///< exactly (0, 0)
  outside_plane,
  impossible_speed,  ///< cannot be reached from, or reach, its neighbours in observed time
};
inline constexpr std::size_t ping_reject_count = 7;
std::string_view to_string(ping_reject reason);

/// Where a unit is now: the newest ping of its newest device.
struct unit_moved {
  std::string unit;    ///< "source/device" while no roster names it
  std::string device;  ///< "source/device"
  instant observed_at;
  position at;
  std::optional<std::uint32_t> speed_cmps;
  std::optional<std::uint16_t> heading_cdeg;
  std::uint32_t error_cm = 0;  ///< hard limit of the fix error
  bool poor = false;           ///< beyond `poor_fix_error`
  bool rostered = false;
};

struct unit_status_changed {
  std::string unit;
  unit_status status = unit_status::unknown;
  instant since;
  std::string incident;
};

/// Silent longer than the limit, or heard again.
struct unit_staleness_changed {
  std::string unit;
  bool stale = false;
  instant last_observed_at;
};

struct ping_rejected {
  std::string source;
  std::string device;
  instant observed_at;
  ping_reject reason{};
};

struct visit_count {
  std::uint32_t at_least = 0;
  std::uint32_t about = 0;
  std::uint32_t at_most = 0;
  friend constexpr bool operator==(const visit_count&, const visit_count&) = default;
};

enum class visit_state : std::uint8_t {
  open,
  closed,  ///< provisional: a late ping may still change it
  settled,
  withdrawn,  ///< a late ping showed that it never was
};
std::string_view to_string(visit_state state);

/// One run of presence of one unit at one zone, as known now; a later revision replaces it.
struct visit_changed {
  std::uint64_t id = 0;  ///< hash of zone, unit and anchor time
  std::string zone;
  std::string unit;
  std::uint32_t revision = 0;  ///< from 1
  visit_state state{};
  interval span;            ///< first to last likely instant
  presence_measure inside;  ///< within the span
  std::uint32_t pings = 0;  ///< inside the zone, within the span
  visit_cause cause{};      ///< of this revision
  visit_attributes attributes{};
};

/// What a zone got in one policing day so far.
struct presence_changed {
  std::string zone;
  interval day;
  presence_measure presence;  ///< patrol time: at least one unit was there; union over units
  visit_count visits;
  presence_measure red;                        ///< the same within the zone's red windows
  presence_measure officers;                   ///< officer time: sum over persons
  std::int64_t red_time_ms = 0;                ///< red time of the day that has passed
  std::optional<instant> last_visit_ended_at;  ///< absent: none is retained
  std::vector<std::string> here;               ///< units likely inside now, sorted
  friend bool operator==(const presence_changed&, const presence_changed&) = default;
};

/// What one zone got in a window.
struct presence_answer {
  std::string zone;
  interval window;
  presence_measure presence;
  std::optional<visit_count> visits;  ///< absent: a settled window that is not one policing day
  presence_measure red;
  std::optional<presence_measure> officers;  ///< sum over persons
  std::optional<std::int64_t> declared_ms;   ///< by units without trackers, in no other figure
  std::vector<visit_changed> visit_list;     ///< those that touch the window, by span, then unit
};

/// How sure it is that a unit passed a gate.
enum class pass_certainty : std::uint8_t {
  possible,  ///< a silence or a contradiction of the speed cap lies in between
  likely,    ///< the straight way crosses the line, but a way round it would have been short enough
  proved,
};
std::string_view to_string(pass_certainty certainty);

/// A unit passed a gate, as known now; a later revision replaces it. Never `open`.
struct gate_passed {
  std::uint64_t id = 0;  ///< hash of gate, unit, anchor time and direction
  std::string gate;
  std::string unit;
  std::uint32_t revision = 0;  ///< from 1
  visit_state state{};
  bool left_to_right = false;  ///< of the line as it was drawn
  pass_certainty certainty{};
  interval possible;  ///< first and last instant at which it can have been on the line
  instant at;         ///< about: along the straight way
  friend bool operator==(const gate_passed&, const gate_passed&) = default;
};

/// Who passed a gate in a window.
struct gate_answer {
  std::string gate;
  interval window;
  visit_count left_to_right;
  visit_count right_to_left;
  std::vector<gate_passed> passes;  ///< by the instant they were about at, then unit
};

struct incident_updated {
  beatwatch::incident incident;
};

/// Why an eligible-looking unit is not suggested. In the order in which the gates stand.
enum class gate : std::uint8_t {
  off_duty,  ///< no roster entry covers the instant
  status,    ///< not available
  status_too_old,
  skill,
  vehicle,
  fix_too_old,  ///< or no fix at all
  already_assigned,
  unreachable,  ///< a road graph is loaded and no road leads there
  slower,       ///< passed every gate; others are nearer
};
std::string_view to_string(gate reason);

struct candidate {
  std::string unit;
  std::int64_t travel_ms = 0;      ///< about
  std::int64_t travel_min_ms = 0;  ///< from age and error of the fix
  std::int64_t travel_max_ms = 0;
  std::int64_t distance_m = 0;
  bool by_road = false;  ///< false: straight line, no road serves
  std::int64_t fix_age_ms = 0;
  unit_status status{};
  bool equal_to_first = false;  ///< within `nearest_equal_within` of the first
};

struct passed_over {
  std::string unit;
  gate reason{};
  std::int64_t line_distance_m = 0;  ///< straight line from its last fix; -1 without one
  std::string detail;                ///< the value that failed, e.g. "on_scene at I-204 for 34 min"
};

/// Who can reach a place first, who else, and why not the others.
struct suggestion {
  std::string incident;             ///< empty: asked for a place or for back-up
  std::string towards_unit;         ///< back-up for this unit
  std::vector<candidate> nearest;   ///< by travel time, then name
  std::vector<passed_over> others;  ///< by straight-line distance, then name; at most 20
  std::vector<std::uint32_t> passed_over_by_gate;  ///< all of them, indexed by `gate`
  bool calibrated = false;                         ///< speeds learnt from the force's own journeys
};

struct suggestion_made {
  beatwatch::suggestion suggestion;
};

struct zones_changed {
  std::string hash;
  instant at;
};

struct roads_changed {
  std::string hash;
};

/// Totals since the journal began.
struct source_counted {
  std::string source;
  std::string reason;
  std::uint64_t total = 0;
};

/// Nobody in the roster: kept, counted, listed.
struct unknown_device_seen {
  std::string device;  ///< "source/device"
};

/// Two devices began to move together, or were seen apart; each by name, the first one first.
struct crew_changed {
  std::string device;       ///< "source/device"
  std::string with_device;  ///< "source/device"
  std::string unit;         ///< that holds `device`; empty: none
  std::string with_unit;
  bool together = false;
  instant since;    ///< together or apart
  interval window;  ///< that shows it: at each fix of the device that has fewer
  std::int64_t near_ms = 0;
  std::int64_t known_ms = 0;
  std::uint32_t fixes = 0;
  std::int64_t moved_m = 0;
  std::int32_t alike_permille = 0;  ///< of their ways; 1000: the same
};

/// Why the holder of a device is in question.
enum class holder_doubt : std::uint8_t {
  none,              ///< it is not, or not any more
  no_call_sign,      ///< it moves, and nobody in the roster holds it
  moves_with_other,  ///< with another unit's device, and apart from those of its own
  swapped,           ///< and an officer's device of that unit moves with its own
};
std::string_view to_string(holder_doubt doubt);

/// What a roster correction may mend, from `since` on. Advice: no figure follows from it.
struct holder_doubted {
  std::string device;  ///< "source/device"
  holder_doubt doubt{};
  std::string unit;          ///< that holds it by the roster; empty: none
  std::string moves_with;    ///< unit; may be empty without call sign
  std::string swapped_with;  ///< "source/device"; empty unless swapped
  instant since;
  friend bool operator==(const holder_doubted&, const holder_doubted&) = default;
};

/// A device gave a coded status, or an emergency, without a position.
struct device_signalled {
  std::string unit;    ///< that holds it; "source/device" while no roster names it
  std::string device;  ///< "source/device"
  instant at;          ///< the device's claim, or else its reception
  device_signal signal{};
  std::optional<std::uint16_t> status_code;
};

/// Nothing usable came of any device of a source for too long, or comes again. Of the devices of a
/// silent source nothing is said one by one.
struct source_health_changed {
  std::string source;
  bool silent = false;
  instant last_heard_at;      ///< by reception
  std::uint32_t devices = 0;  ///< that were not silent by themselves
};

/// What can be expected of a device.
enum class device_health : std::uint8_t {
  positioned,  ///< it is heard, and says where it is
  no_fix,      ///< it is heard, and has not said for too long where it is
  silent,      ///< it has not been heard for too long: off, or off the network
};
std::string_view to_string(device_health health);

struct device_health_changed {
  std::string device;  ///< "source/device"
  device_health health{};
  instant last_heard_at;               ///< by reception
  std::optional<instant> last_fix_at;  ///< newest observed; absent: there was none
};

/// A red zone that was not patrolled long enough in the red time that runs.
struct zone_at_risk {
  std::string zone;
  instant red_until;
  std::int64_t missing_ms = 0;  ///< of a dose
  instant leave_by;             ///< the nearest free unit has to leave until then
};

/// An alarm was annunciated, or is in another state, or has other zones or nearest units.
struct alarm_changed {
  std::uint64_t number = 0;  ///< from 1, of alarms as they were first annunciated
  alarm_rule rule{};
  std::string subject;  ///< unit (or "source/device") or source; empty for `red_time`
  std::string sector;   ///< path of the level that it concerns; empty: everybody
  alarm_state state{};
  instant annunciated_at;
  instant since;  ///< the state
  std::optional<instant> shelved_until;
  bool chattering = false;          ///< annunciated again and again
  std::string incident;             ///< that a silent unit was sent to
  std::uint32_t devices = 0;        ///< of a stale source: that were not silent by themselves
  std::vector<zone_at_risk> zones;  ///< of `red_time`, whose time runs out first
  std::vector<candidate> nearest;   ///< free units, to the first of the zones
};

using change_body = std::variant<unit_moved,
                                 unit_status_changed,
                                 unit_staleness_changed,
                                 ping_rejected,
                                 visit_changed,
                                 presence_changed,
                                 incident_updated,
                                 suggestion_made,
                                 zones_changed,
                                 roads_changed,
                                 source_counted,
                                 unknown_device_seen,
                                 crew_changed,
                                 holder_doubted,
                                 gate_passed,
                                 device_signalled,
                                 source_health_changed,
                                 device_health_changed,
                                 alarm_changed>;

/// What the engine says happened because of the events, in a fixed order.
struct change {
  instant at;  ///< the engine's time: `received_at` of the event that caused it
  change_body body;
};

}  // namespace beatwatch
