#pragma once
#include <optional>
#include <vector>

#include "engine/base/id_map.h"
#include "engine/change.h"
#include "engine/event.h"
#include "engine/geo/plane_point.h"

namespace beatwatch {

struct state;

// Which rules find what, by what is known live. Alarms are made in order of arrival at the instant
// at which the engine knew, and never revised: no figure follows from them, and they are no part of
// what is settled.

/// A device's claim of a time if it can be, or else the reception.
instant time_of_claim(const state& s, std::optional<instant> claimed);

/// Somebody pressed the button of a device, and is about there if that is known. What is not newer
/// than an emergency of the device that was told already is a repetition.
void strike_emergency(state& s,
                      device_id id,
                      std::optional<instant> claimed,
                      std::optional<plane_point> at,
                      std::vector<change>& changes);

/// Judges the rules, after devices and sources were judged.
void watch_alarms(state& s, std::vector<change>& changes);

/// When `watch_alarms` may next find something else although nothing is heard; `instant::max()`:
/// never.
instant next_watch(const state& s);

}  // namespace beatwatch
