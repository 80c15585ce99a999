#include "adapters/feeds/feed_encode.h"

#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

// The schema keeps 0 for "unspecified"; where the engine's first value means something the
// enumerators are therefore one apart.
template <typename Wire, typename T>
Wire one_up(T value) {
  return static_cast<Wire>(static_cast<int>(value) + 1);
}

void put(const visit_count& c, v1::VisitCount& out) {
  out.set_at_least(c.at_least);
  out.set_about(c.about);
  out.set_at_most(c.at_most);
}

void put(const unit_moved& c, v1::UnitMoved& out) {
  out.set_unit(c.unit);
  out.set_device(c.device);
  out.set_observed_at_ms(instant_to_ms(c.observed_at));
  out.set_lat_e7(c.at.lat_e7);
  out.set_lon_e7(c.at.lon_e7);
  if (c.speed_cmps) {
    out.set_speed_cmps(*c.speed_cmps);
  }
  if (c.heading_cdeg) {
    out.set_heading_cdeg(*c.heading_cdeg);
  }
  out.set_error_cm(c.error_cm);
  out.set_poor(c.poor);
  out.set_rostered(c.rostered);
}

void put(const unit_status_changed& c, v1::UnitStatusChanged& out) {
  out.set_unit(c.unit);
  out.set_status(one_up<v1::UnitStatus>(c.status));
  out.set_since_ms(instant_to_ms(c.since));
  out.set_incident(c.incident);
}

void put(const unit_staleness_changed& c, v1::UnitStalenessChanged& out) {
  out.set_unit(c.unit);
  out.set_stale(c.stale);
  out.set_last_observed_at_ms(instant_to_ms(c.last_observed_at));
}

void put(const ping_rejected& c, v1::PingRejected& out) {
  out.set_source(c.source);
  out.set_device(c.device);
  out.set_observed_at_ms(instant_to_ms(c.observed_at));
  out.set_reason(one_up<v1::PingReject>(c.reason));
}

void put(const visit_attributes& a, v1::VisitAttributes& out) {
  out.set_visit_class(one_up<v1::VisitClass>(a.kind));
  out.set_evidence(one_up<v1::EvidenceGrade>(a.evidence));
  out.set_visibility(static_cast<v1::VisibilityClass>(a.visibility));
  out.set_crew(one_up<v1::UnitKind>(a.crew));
  out.set_incident_grade(a.incident_grade);
  out.set_officers(a.officers);
  measure_to_wire(a.off_station, *out.mutable_off_station());
  out.set_dwell_at_least_ms(a.dwell_at_least_ms);
  out.set_dwell_about_ms(a.dwell_about_ms);
  out.set_credit_ms(a.credit.full_ms);
  out.set_credit_flagged_ms(a.credit.flagged_ms);
  out.set_on_foot_ms(a.on_foot_ms);
  out.set_stopped_ms(a.stopped_ms);
  out.set_driving_ms(a.driving_ms);
  out.set_unallocated_ms(a.unallocated_ms);
  out.set_committed_ms(a.committed_ms);
  out.set_at_station_ms(a.at_station_ms);
}

void put(const visit_changed& c, v1::VisitChanged& out) {
  out.set_id(c.id);
  out.set_zone(c.zone);
  out.set_unit(c.unit);
  out.set_revision(c.revision);
  out.set_state(one_up<v1::VisitState>(c.state));
  out.set_from_ms(instant_to_ms(c.span.from));
  out.set_to_ms(instant_to_ms(c.span.to));
  measure_to_wire(c.inside, *out.mutable_inside());
  out.set_pings(c.pings);
  out.set_cause(one_up<v1::VisitCause>(c.cause));
  put(c.attributes, *out.mutable_attributes());
}

void put(const gate_passed& c, v1::GatePassed& out) {
  out.set_id(c.id);
  out.set_gate(c.gate);
  out.set_unit(c.unit);
  out.set_revision(c.revision);
  out.set_state(one_up<v1::VisitState>(c.state));
  out.set_left_to_right(c.left_to_right);
  out.set_certainty(one_up<v1::PassCertainty>(c.certainty));
  out.set_at_ms(instant_to_ms(c.at));
  out.set_from_ms(instant_to_ms(c.possible.from));
  out.set_to_ms(instant_to_ms(c.possible.to));
}

void put(const presence_changed& c, v1::PresenceChanged& out) {
  out.set_zone(c.zone);
  out.set_day_from_ms(instant_to_ms(c.day.from));
  out.set_day_to_ms(instant_to_ms(c.day.to));
  measure_to_wire(c.presence, *out.mutable_presence());
  put(c.visits, *out.mutable_visits());
  measure_to_wire(c.red, *out.mutable_red());
  measure_to_wire(c.officers, *out.mutable_officers());
  out.set_red_time_ms(c.red_time_ms);
  if (c.last_visit_ended_at) {
    out.set_last_visit_ended_at_ms(instant_to_ms(*c.last_visit_ended_at));
  }
  for (const std::string& unit : c.here) {
    out.add_here(unit);
  }
}

void put(const incident_updated& c, v1::IncidentUpdated& out) {
  v1::Incident& i = *out.mutable_incident();
  i.set_name(c.incident.name);
  i.set_version(c.incident.version);
  i.set_grade(c.incident.grade);
  i.set_type(c.incident.type);
  if (c.incident.at) {
    i.set_lat_e7(c.incident.at->lat_e7);
    i.set_lon_e7(c.incident.at->lon_e7);
  }
  if (c.incident.place_error_m) {
    i.set_place_error_m(*c.incident.place_error_m);
  }
  i.set_opened_at_ms(instant_to_ms(c.incident.opened_at));
  if (c.incident.closed_at) {
    i.set_closed_at_ms(instant_to_ms(*c.incident.closed_at));
  }
  for (const std::string& unit : c.incident.assigned) {
    i.add_assigned(unit);
  }
}

void put(const candidate& c, v1::Candidate& out) {
  out.set_unit(c.unit);
  out.set_travel_ms(c.travel_ms);
  out.set_travel_min_ms(c.travel_min_ms);
  out.set_travel_max_ms(c.travel_max_ms);
  out.set_distance_m(c.distance_m);
  out.set_by_road(c.by_road);
  out.set_fix_age_ms(c.fix_age_ms);
  out.set_status(one_up<v1::UnitStatus>(c.status));
  out.set_equal_to_first(c.equal_to_first);
}

void put(const passed_over& p, v1::PassedOver& out) {
  out.set_unit(p.unit);
  out.set_reason(one_up<v1::Gate>(p.reason));
  if (p.line_distance_m >= 0) {
    out.set_line_distance_m(p.line_distance_m);
  }
  out.set_detail(p.detail);
}

void put(const crew_changed& c, v1::CrewChanged& out) {
  out.set_device(c.device);
  out.set_with_device(c.with_device);
  out.set_unit(c.unit);
  out.set_with_unit(c.with_unit);
  out.set_together(c.together);
  out.set_since_ms(instant_to_ms(c.since));
  out.set_window_from_ms(instant_to_ms(c.window.from));
  out.set_window_to_ms(instant_to_ms(c.window.to));
  out.set_near_ms(c.near_ms);
  out.set_known_ms(c.known_ms);
  out.set_fixes(c.fixes);
  out.set_moved_m(c.moved_m);
  out.set_alike_permille(c.alike_permille);
}

void put(const holder_doubted& d, v1::HolderDoubted& out) {
  out.set_device(d.device);
  out.set_doubt(one_up<v1::HolderDoubt>(d.doubt));
  out.set_unit(d.unit);
  out.set_moves_with(d.moves_with);
  out.set_swapped_with(d.swapped_with);
  out.set_since_ms(instant_to_ms(d.since));
}

void put(const device_signalled& d, v1::DeviceSignalled& out) {
  out.set_unit(d.unit);
  out.set_device(d.device);
  out.set_at_ms(instant_to_ms(d.at));
  out.set_signal(one_up<v1::DeviceSignal>(d.signal));
  if (d.status_code) {
    out.set_status_code(*d.status_code);
  }
}

void put(const source_health_changed& s, v1::SourceHealthChanged& out) {
  out.set_source(s.source);
  out.set_silent(s.silent);
  out.set_last_heard_at_ms(instant_to_ms(s.last_heard_at));
  out.set_devices(s.devices);
}

void put(const device_health_changed& d, v1::DeviceHealthChanged& out) {
  out.set_device(d.device);
  out.set_health(one_up<v1::DeviceHealth>(d.health));
  out.set_last_heard_at_ms(instant_to_ms(d.last_heard_at));
  if (d.last_fix_at) {
    out.set_last_fix_at_ms(instant_to_ms(*d.last_fix_at));
  }
}

void put(const alarm_changed& a, v1::AlarmChanged& out) {
  out.set_number(a.number);
  out.set_rule(one_up<v1::AlarmRule>(a.rule));
  out.set_subject(a.subject);
  out.set_sector(a.sector);
  out.set_state(one_up<v1::AlarmState>(a.state));
  out.set_annunciated_at_ms(instant_to_ms(a.annunciated_at));
  out.set_since_ms(instant_to_ms(a.since));
  if (a.shelved_until) {
    out.set_shelved_until_ms(instant_to_ms(*a.shelved_until));
  }
  out.set_chattering(a.chattering);
  out.set_incident(a.incident);
  out.set_devices(a.devices);
  for (const zone_at_risk& z : a.zones) {
    v1::ZoneAtRisk& to = *out.add_zones();
    to.set_zone(z.zone);
    to.set_red_until_ms(instant_to_ms(z.red_until));
    to.set_missing_ms(z.missing_ms);
    to.set_leave_by_ms(instant_to_ms(z.leave_by));
  }
  for (const candidate& c : a.nearest) {
    put(c, *out.add_nearest());
  }
}

}  // namespace

void suggestion_to_wire(const suggestion& s, v1::Suggestion& out) {
  out.Clear();
  out.set_incident(s.incident);
  out.set_towards_unit(s.towards_unit);
  for (const candidate& c : s.nearest) {
    put(c, *out.add_nearest());
  }
  for (const passed_over& p : s.others) {
    put(p, *out.add_others());
  }
  for (std::size_t g = 0; g < s.passed_over_by_gate.size(); ++g) {
    if (s.passed_over_by_gate[g] > 0) {
      v1::GateCount& count = *out.add_passed_over();
      count.set_gate(one_up<v1::Gate>(g));
      count.set_units(s.passed_over_by_gate[g]);
    }
  }
  out.set_calibrated(s.calibrated);
}

void measure_to_wire(const presence_measure& m, v1::PresenceMeasure& out) {
  out.set_at_least_ms(m.at_least_ms);
  out.set_about_ms(m.about_ms);
  out.set_at_most_ms(m.at_most_ms);
  out.set_unknown_ms(m.unknown_ms);
}

void presence_to_wire(const presence_answer& answer, v1::PresenceAnswer& out) {
  out.Clear();
  out.set_zone(answer.zone);
  out.set_from_ms(instant_to_ms(answer.window.from));
  out.set_to_ms(instant_to_ms(answer.window.to));
  measure_to_wire(answer.presence, *out.mutable_presence());
  if (answer.visits) {
    put(*answer.visits, *out.mutable_visits());
  }
  measure_to_wire(answer.red, *out.mutable_red());
  if (answer.officers) {
    measure_to_wire(*answer.officers, *out.mutable_officers());
  }
  if (answer.declared_ms) {
    out.set_declared_ms(*answer.declared_ms);
  }
  for (const visit_changed& visit : answer.visit_list) {
    put(visit, *out.add_visit_list());
  }
}

void gate_to_wire(const gate_answer& answer, v1::GateAnswer& out) {
  out.Clear();
  out.set_gate(answer.gate);
  out.set_from_ms(instant_to_ms(answer.window.from));
  out.set_to_ms(instant_to_ms(answer.window.to));
  put(answer.left_to_right, *out.mutable_left_to_right());
  put(answer.right_to_left, *out.mutable_right_to_left());
  for (const gate_passed& one : answer.passes) {
    put(one, *out.add_passes());
  }
}

void alarm_to_wire(const alarm_changed& alarm, v1::AlarmChanged& out) {
  out.Clear();
  put(alarm, out);
}

void change_to_wire(const change& c, v1::FeedMessage& out) {
  out.Clear();
  out.set_at_ms(instant_to_ms(c.at));
  std::visit(
      overloaded{
          [&](const unit_moved& b) { put(b, *out.mutable_unit_moved()); },
          [&](const unit_status_changed& b) { put(b, *out.mutable_unit_status_changed()); },
          [&](const unit_staleness_changed& b) { put(b, *out.mutable_unit_staleness_changed()); },
          [&](const ping_rejected& b) { put(b, *out.mutable_ping_rejected()); },
          [&](const visit_changed& b) { put(b, *out.mutable_visit_changed()); },
          [&](const presence_changed& b) { put(b, *out.mutable_presence_changed()); },
          [&](const incident_updated& b) { put(b, *out.mutable_incident_updated()); },
          [&](const suggestion_made& b) {
            suggestion_to_wire(b.suggestion, *out.mutable_suggestion_made()->mutable_suggestion());
          },
          [&](const zones_changed& b) {
            out.mutable_zones_changed()->set_hash(b.hash);
            out.mutable_zones_changed()->set_at_ms(instant_to_ms(b.at));
          },
          [&](const roads_changed& b) { out.mutable_roads_changed()->set_hash(b.hash); },
          [&](const source_counted& b) {
            out.mutable_source_counted()->set_source(b.source);
            out.mutable_source_counted()->set_reason(b.reason);
            out.mutable_source_counted()->set_total(b.total);
          },
          [&](const unknown_device_seen& b) {
            out.mutable_unknown_device_seen()->set_device(b.device);
          },
          [&](const crew_changed& b) { put(b, *out.mutable_crew_changed()); },
          [&](const holder_doubted& b) { put(b, *out.mutable_holder_doubted()); },
          [&](const gate_passed& b) { put(b, *out.mutable_gate_passed()); },
          [&](const device_signalled& b) { put(b, *out.mutable_device_signalled()); },
          [&](const source_health_changed& b) { put(b, *out.mutable_source_health_changed()); },
          [&](const device_health_changed& b) { put(b, *out.mutable_device_health_changed()); },
          [&](const alarm_changed& b) { put(b, *out.mutable_alarm_changed()); },
      },
      c.body);
}

}  // namespace beatwatch
