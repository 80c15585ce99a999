#pragma once
#include <string>
#include <vector>

#include "engine/change.h"
#include "engine/event.h"

namespace beatwatch {

struct state;

// Dated facts from command and control, the rota, the planners and the maps.

/// A status typed late revises the visits that it touches.
void take_status(state& s, const status_changed& fact, std::vector<change>& changes);
/// A row may mend the past: whoever holds the device then is read anew inside the horizon.
void take_roster(state& s, const roster_changed& fact, std::vector<change>& changes);
void take_holding_end(state& s, const holding_ended& fact, std::vector<change>& changes);
/// A grade that becomes known, or another, revises the visits of units that were sent to it. An
/// incident that opens with a place, or gets its place or grade later, brings a suggestion.
void take_incident(state& s, const incident_changed& fact, std::vector<change>& changes);
void take_plan(state& s, const plan_changed& fact);
/// A set for an instant to come waits for it; another one for the same instant takes its place.
void take_zones(state& s, const zones_activated& fact, std::vector<change>& changes);
/// Puts the sets in force whose instant has come.
void put_due_zones_in_force(state& s, std::vector<change>& changes);
/// Tells each zone its red windows, by the zone sets in force, and when it is a station site; from
/// `changed_from` on they are new.
void tell_zones(state& s, instant changed_from);
/// Likewise to which levels its zones belong.
void set_levels(state& s, instant changed_from);
void take_roads(state& s, const roads_activated& fact, std::vector<change>& changes);
void take_count(state& s,
                const std::string& source,
                const intake_counted& fact,
                std::vector<change>& changes);

}  // namespace beatwatch
