#pragma once
#include "engine/base/units.h"
#include "engine/model/alarm.h"

namespace beatwatch {

/// For how long a cause must hold before it is annunciated, and be away before it has returned to
/// normal. They come on top of the delays by which devices and sources are judged, see
/// health_book.h.
struct alarm_timing {
  duration on_delay{};
  duration off_delay{};
};

alarm_timing timing_of(alarm_rule rule);

/// Alarms are judged so often.
inline constexpr duration alarm_judged_every{std::chrono::seconds{10}};

/// A cause is chattering when it is annunciated so often in so long. It is then held until it has
/// been away for all of that time, but for an emergency.
inline constexpr std::size_t chattering_annunciations = 3;
inline constexpr duration chattering_within{std::chrono::minutes{10}};

/// A second press of the button must be seen.
constexpr bool may_be_shelved(alarm_rule rule) { return rule != alarm_rule::emergency; }

/// Nobody can put an alarm away for longer than a shift.
inline constexpr duration shelving_max{std::chrono::hours{12}};

/// A red zone is told of when the nearest free unit has to leave within this time.
inline constexpr duration red_time_lead{std::chrono::minutes{15}};
/// And no unit is looked for from farther away than this.
inline constexpr duration red_time_travel_max{std::chrono::minutes{30}};

/// A unit this far from its incident, errors besides, is at its own scene.
inline constexpr metres own_scene{250.0};

}  // namespace beatwatch
