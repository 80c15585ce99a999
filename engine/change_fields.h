#pragma once
#include <cstddef>
#include <vector>

#include "engine/base/archive.h"
#include "engine/change.h"
#include "engine/model/incident.h"
#include "engine/model/presence_measure.h"
#include "engine/model/roster.h"
#include "engine/model/visit_attributes.h"

namespace beatwatch {

// What each change is made of, for `byte_writer` and `byte_reader`. The order and the width of
// these fields are what digests are made of: to alter them is to alter every digest.

template <class Archive>
void fields(Archive& a, unit_moved& c) {
  a(c.unit, c.device, c.observed_at, c.at, c.speed_cmps, c.heading_cdeg, c.error_cm);
  a(c.poor, c.rostered);
}

template <class Archive>
void fields(Archive& a, unit_status_changed& c) {
  a(c.unit, c.status, c.since, c.incident);
}

template <class Archive>
void fields(Archive& a, unit_staleness_changed& c) {
  a(c.unit, c.stale, c.last_observed_at);
}

template <class Archive>
void fields(Archive& a, ping_rejected& c) {
  a(c.source, c.device, c.observed_at, c.reason);
}

template <class Archive>
void fields(Archive& a, visit_count& v) {
  a(v.at_least, v.about, v.at_most);
}

template <class Archive>
void fields(Archive& a, visit_changed& c) {
  a(c.id, c.zone, c.unit, c.revision, c.state, c.span, c.inside, c.pings, c.cause, c.attributes);
}

template <class Archive>
void fields(Archive& a, gate_passed& c) {
  a(c.id, c.gate, c.unit, c.revision, c.state, c.left_to_right, c.certainty, c.possible, c.at);
}

template <class Archive>
void fields(Archive& a, presence_changed& c) {
  a(c.zone, c.day, c.presence, c.visits, c.red, c.officers, c.red_time_ms, c.last_visit_ended_at);
  a(c.here);
}

template <class Archive>
void fields(Archive& a, incident_updated& c) {
  a(c.incident);
}

template <class Archive>
void fields(Archive& a, candidate& c) {
  a(c.unit, c.travel_ms, c.travel_min_ms, c.travel_max_ms, c.distance_m, c.by_road, c.fix_age_ms);
  a(c.status, c.equal_to_first);
}

template <class Archive>
void fields(Archive& a, passed_over& p) {
  a(p.unit, p.reason, p.line_distance_m, p.detail);
}

template <class Archive>
void fields(Archive& a, suggestion& s) {
  a(s.incident, s.towards_unit, s.nearest, s.others, s.passed_over_by_gate, s.calibrated);
}

template <class Archive>
void fields(Archive& a, suggestion_made& c) {
  a(c.suggestion);
}

template <class Archive>
void fields(Archive& a, zones_changed& c) {
  a(c.hash, c.at);
}

template <class Archive>
void fields(Archive& a, roads_changed& c) {
  a(c.hash);
}

template <class Archive>
void fields(Archive& a, source_counted& c) {
  a(c.source, c.reason, c.total);
}

template <class Archive>
void fields(Archive& a, unknown_device_seen& c) {
  a(c.device);
}

template <class Archive>
void fields(Archive& a, crew_changed& c) {
  a(c.device, c.with_device, c.unit, c.with_unit, c.together, c.since, c.window, c.near_ms);
  a(c.known_ms, c.fixes, c.moved_m, c.alike_permille);
}

template <class Archive>
void fields(Archive& a, holder_doubted& c) {
  a(c.device, c.doubt, c.unit, c.moves_with, c.swapped_with, c.since);
}

template <class Archive>
void fields(Archive& a, device_signalled& c) {
  a(c.unit, c.device, c.at, c.signal, c.status_code);
}

template <class Archive>
void fields(Archive& a, source_health_changed& c) {
  a(c.source, c.silent, c.last_heard_at, c.devices);
}

template <class Archive>
void fields(Archive& a, device_health_changed& c) {
  a(c.device, c.health, c.last_heard_at, c.last_fix_at);
}

template <class Archive>
void fields(Archive& a, zone_at_risk& z) {
  a(z.zone, z.red_until, z.missing_ms, z.leave_by);
}

template <class Archive>
void fields(Archive& a, alarm_changed& c) {
  a(c.number, c.rule, c.subject, c.sector, c.state, c.annunciated_at, c.since, c.shelved_until);
  a(c.chattering, c.incident, c.devices, c.zones, c.nearest);
}

/// Appends the canonical bytes of `c`: its time, the place of its kind in `change_body` (one byte),
/// its fields. Equal changes give equal bytes on every build, and different ones different bytes.
void append_canonical_bytes(const change& c, std::vector<std::byte>& out);

}  // namespace beatwatch
