#include "adapters/journal/event_to_wire.h"

#include <variant>

namespace beatwatch {
namespace {

// Enumerators stand in the same order; the schema has one more in front, "unspecified", except for
// the trigger, where "unknown" is what a device leaves out.
v1::PingTrigger trigger_to_wire(ping_trigger trigger) {
  return static_cast<v1::PingTrigger>(trigger);
}
v1::UnitStatus status_to_wire(unit_status status) {
  return static_cast<v1::UnitStatus>(static_cast<int>(status) + 1);
}
v1::UnitKind kind_to_wire(unit_kind kind) {
  return static_cast<v1::UnitKind>(static_cast<int>(kind) + 1);
}
v1::HoldingOrigin origin_to_wire(holding_origin origin) {
  return static_cast<v1::HoldingOrigin>(static_cast<int>(origin) + 1);
}

void put(const ping& p, v1::Event& out) {
  v1::Ping& to = *out.mutable_ping();
  to.set_device(p.device);
  to.set_observed_at_ms(instant_to_ms(p.observed_at));
  to.set_lat_e7(p.at.lat_e7);
  to.set_lon_e7(p.at.lon_e7);
  if (p.accuracy_cm) {
    to.set_accuracy_cm(*p.accuracy_cm);
  }
  if (p.speed_cmps) {
    to.set_speed_cmps(*p.speed_cmps);
  }
  if (p.heading_cdeg) {
    to.set_heading_cdeg(*p.heading_cdeg);
  }
  to.set_trigger(trigger_to_wire(p.trigger));
  if (p.ignition) {
    to.set_ignition(*p.ignition);
  }
  if (p.moving) {
    to.set_moving(*p.moving);
  }
}

void put(const device_heard& h, v1::Event& out) {
  v1::DeviceHeard& to = *out.mutable_device_heard();
  to.set_device(h.device);
  if (h.observed_at) {
    to.set_observed_at_ms(instant_to_ms(*h.observed_at));
  }
  to.set_signal(static_cast<v1::DeviceSignal>(static_cast<int>(h.signal) + 1));
  if (h.status_code) {
    to.set_status_code(*h.status_code);
  }
}

void put(const status_changed& s, v1::Event& out) {
  v1::StatusChanged& to = *out.mutable_status_changed();
  to.set_unit(s.unit);
  to.set_status(status_to_wire(s.status));
  to.set_at_ms(instant_to_ms(s.at));
  to.set_incident(s.incident);
}

void put(const roster_changed& changed, v1::Event& out) {
  const roster_entry& r = changed.entry;
  v1::RosterEntry& to = *out.mutable_roster_changed()->mutable_entry();
  to.set_unit(r.unit);
  to.set_device(r.device);
  to.set_kind(kind_to_wire(r.kind));
  to.set_person_ref(r.person_ref);
  for (const auto& skill : r.skills) {
    to.add_skills(skill);
  }
  to.set_vehicle(r.vehicle);
  to.set_home_zone(r.home_zone);
  to.set_from_ms(instant_to_ms(r.duty.from));
  to.set_to_ms(instant_to_ms(r.duty.to));
  to.set_visibility(static_cast<v1::VisibilityClass>(r.visibility));
  to.set_origin(origin_to_wire(r.origin));
  if (r.recorded_at) {
    to.set_recorded_at_ms(instant_to_ms(*r.recorded_at));
  }
}

void put(const holding_ended& h, v1::Event& out) {
  v1::HoldingEnded& to = *out.mutable_holding_ended();
  to.set_unit(h.unit);
  to.set_device(h.device);
  to.set_origin(origin_to_wire(h.origin));
  to.set_at_ms(instant_to_ms(h.at));
  if (h.recorded_at) {
    to.set_recorded_at_ms(instant_to_ms(*h.recorded_at));
  }
}

void put(const hours_declared& h, v1::Event& out) {
  v1::HoursDeclared& to = *out.mutable_hours_declared();
  to.set_zone(h.zone);
  to.set_unit(h.unit);
  to.set_from_ms(instant_to_ms(h.valid.from));
  to.set_to_ms(instant_to_ms(h.valid.to));
  if (h.recorded_at) {
    to.set_recorded_at_ms(instant_to_ms(*h.recorded_at));
  }
}

void put(const incident_changed& changed, v1::Event& out) {
  const incident& i = changed.incident;
  v1::Incident& to = *out.mutable_incident_changed()->mutable_incident();
  to.set_name(i.name);
  to.set_version(i.version);
  to.set_grade(i.grade);
  to.set_type(i.type);
  if (i.at) {
    to.set_lat_e7(i.at->lat_e7);
    to.set_lon_e7(i.at->lon_e7);
  }
  if (i.place_error_m) {
    to.set_place_error_m(*i.place_error_m);
  }
  to.set_opened_at_ms(instant_to_ms(i.opened_at));
  if (i.closed_at) {
    to.set_closed_at_ms(instant_to_ms(*i.closed_at));
  }
  for (const auto& unit : i.assigned) {
    to.add_assigned(unit);
  }
}

void put(const plan_changed& p, v1::Event& out) {
  v1::PlanChanged& to = *out.mutable_plan_changed();
  to.set_zone(p.zone);
  to.set_rule(p.rule);
  to.set_visits(p.visits);
  if (p.dose_min) {
    to.set_dose_min(*p.dose_min);
  }
  if (p.max_gap_min) {
    to.set_max_gap_min(*p.max_gap_min);
  }
  to.set_owner(p.owner);
  to.set_from_ms(instant_to_ms(p.valid.from));
  to.set_to_ms(instant_to_ms(p.valid.to));
  to.set_state(static_cast<v1::PriorityState>(p.state));
  if (p.agreed_at) {
    to.set_agreed_ms(instant_to_ms(*p.agreed_at));
  }
  if (p.review_at) {
    to.set_review_ms(instant_to_ms(*p.review_at));
  }
}

void put(const alarm_answered& a, v1::Event& out) {
  v1::AlarmAnswered& to = *out.mutable_alarm_answered();
  to.set_number(a.number);
  to.set_action(static_cast<v1::AlarmAction>(static_cast<int>(a.action) + 1));
  to.set_by(a.by);
  to.set_reason(a.reason);
  if (a.until) {
    to.set_until_ms(instant_to_ms(*a.until));
  }
}

void put(const zones_activated& z, v1::Event& out) {
  v1::ZonesActivated& to = *out.mutable_zones_activated();
  to.set_hash(z.hash);
  to.set_at_ms(instant_to_ms(z.at));
}

void put(const roads_activated& r, v1::Event& out) {
  out.mutable_roads_activated()->set_hash(r.hash);
}

void put(const intake_counted& c, v1::Event& out) {
  v1::IntakeCounted& to = *out.mutable_intake_counted();
  to.set_reason(c.reason);
  to.set_count(c.count);
}

void put(const clock_advanced& c, v1::Event& out) {
  out.mutable_clock_advanced()->set_to_ms(instant_to_ms(c.to));
}

void put(const clock_stepped& c, v1::Event& out) {
  out.mutable_clock_stepped()->set_by_ms(c.by_ms);
}

void put(const tick& /*unused*/, v1::Event& out) { out.mutable_tick(); }

}  // namespace

void event_to_wire(const event& e, v1::Event& out) {
  out.Clear();
  out.set_received_at_ms(instant_to_ms(e.received_at));
  out.set_source(e.source);
  out.set_source_seq(e.source_seq);
  std::visit([&](const auto& body) { put(body, out); }, e.body);
}

}  // namespace beatwatch
