#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/units.h"
#include "engine/geo/position.h"
#include "engine/model/alarm.h"
#include "engine/model/incident.h"
#include "engine/model/roster.h"
#include "engine/model/unit_status.h"

namespace beatwatch {

/// Why a device reported.
enum class ping_trigger : std::uint8_t {
  unknown,
  interval,
  distance,
  status,
  emergency,
  power,
  request
};

/// The word used in files and on every screen: "interval", "distance", ...
std::string_view to_string(ping_trigger trigger);

/// One AVL or radio position. Decoders have bounded every field; absent differs from zero.
struct ping {
  std::string device;   ///< within its source
  instant observed_at;  ///< the device's claim
  position at;
  std::optional<std::uint32_t> accuracy_cm;   ///< one standard deviation, as stated; <= 100 km
  std::optional<std::uint32_t> speed_cmps;    ///< <= 150 m/s
  std::optional<std::uint16_t> heading_cdeg;  ///< clockwise from true north, 0 ... 35 999
  ping_trigger trigger = ping_trigger::unknown;
  std::optional<bool> ignition;
  std::optional<bool> moving;
};

/// What a device says without a position.
enum class device_signal : std::uint8_t {
  no_fix,     ///< it has none
  status,     ///< a coded status; what it means is the force's own
  emergency,  ///< somebody pressed the button, and there is no fix
};
/// The word used in files and on every screen: "no_fix", "status", "emergency".
std::string_view to_string(device_signal signal);

/// A device spoke, and gave no position.
struct device_heard {
  std::string device;                  ///< within its source
  std::optional<instant> observed_at;  ///< the device's claim; absent: it makes none
  device_signal signal{};
  std::optional<std::uint16_t> status_code;  ///< of a status
};

struct status_changed {
  std::string unit;
  unit_status status = unit_status::unknown;
  instant at;
  std::string incident;  ///< empty: none named
};

struct roster_changed {
  roster_entry entry;
};

struct incident_changed {
  beatwatch::incident incident;
};

/// Where a local priority stands; an ordinary task of a plan is none.
enum class priority_state : std::uint8_t { none, proposed, agreed, closed };
/// The word used in files: "none", "proposed", ...
std::string_view to_string(priority_state state);

/// A task set by a plan: what a zone asks for in each window of `rule` while `valid` lasts. A later
/// one of the same zone, rule and beginning replaces it. A local priority is one that was agreed
/// with residents or partners, and has a state and dates beside it.
struct plan_changed {
  std::string zone;
  std::string rule;
  std::uint32_t visits = 0;
  std::optional<std::uint32_t> dose_min;
  std::optional<std::uint32_t> max_gap_min;
  std::string owner;
  interval valid;
  priority_state state = priority_state::none;
  std::optional<instant> agreed_at;
  std::optional<instant> review_at;  ///< when it is to be looked at again
};

/// A partner without a tracker says that it was, or will be, at a zone. A lower class of evidence:
/// shown beside what was tracked, never added to it. Of rows of one zone, unit and start the one
/// recorded last counts.
struct hours_declared {
  std::string zone;
  std::string unit;
  interval valid;
  std::optional<instant> recorded_at;  ///< as of a roster entry
};

/// From `at` on this zone set is in force. The prepared set enters the engine by its hash.
struct zones_activated {
  std::string hash;  ///< lower-case hexadecimal SHA-256
  instant at;
};

struct roads_activated {
  std::string hash;
};

/// Records that an adapter could not turn into events, counted since the last such event.
struct intake_counted {
  std::string reason;  ///< a decoder's error label, or "lost" for datagrams the kernel dropped
  std::uint64_t count = 0;
};

/// An operator answers an alarm.
struct alarm_answered {
  std::uint64_t number = 0;  ///< of the alarm, as annunciated
  alarm_action action{};
  std::string by;                ///< account; empty: nobody in particular, on the server's machine
  std::string reason;            ///< why it is shelved
  std::optional<instant> until;  ///< of a shelving: when it comes back
};

/// A driven clock moves to `to`.
struct clock_advanced {
  instant to;
};

/// The system clock stepped; the engine's time goes on steadily.
struct clock_stepped {
  std::int64_t by_ms = 0;
};

/// The daemon's answer to `engine::next_deadline`.
struct tick {};

using event_body = std::variant<ping,
                                status_changed,
                                roster_changed,
                                incident_changed,
                                plan_changed,
                                zones_activated,
                                roads_activated,
                                intake_counted,
                                clock_advanced,
                                clock_stepped,
                                tick,
                                holding_ended,
                                hours_declared,
                                device_heard,
                                alarm_answered>;

/// What happened, and the instant this process learned of it.
struct event {
  instant received_at;           ///< never decreases
  std::string source;            ///< configured name of the channel it came by; scope of devices
  std::uint64_t source_seq = 0;  ///< the sender's own number, from 1; 0: it gives none
  event_body body;
};

}  // namespace beatwatch
