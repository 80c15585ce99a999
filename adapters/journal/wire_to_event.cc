#include "adapters/journal/wire_to_event.h"

#include <algorithm>
#include <limits>

namespace beatwatch {
namespace {

using fault = std::optional<event_error>;

/// An enumerator that the schema numbers one higher, after "unspecified". False when it is not
/// given, or one of a later schema.
template <typename Enum>
bool take_enum(int wire, Enum last, Enum& out) {
  if (wire < 1 || wire > static_cast<int>(last) + 1) {
    return false;
  }
  out = static_cast<Enum>(wire - 1);
  return true;
}

fault take(const v1::Ping& from, event_body& out) {
  if (!from.has_lat_e7() || !from.has_lon_e7()) {
    return event_error::bad_position;
  }
  if (from.trigger() < 0 || from.trigger() > static_cast<int>(ping_trigger::request) ||
      from.heading_cdeg() > std::numeric_limits<std::uint16_t>::max()) {
    return event_error::out_of_range;
  }
  ping& p = out.emplace<ping>();
  p.device = from.device();
  p.observed_at = ms_to_instant(from.observed_at_ms());
  p.at = {.lat_e7 = from.lat_e7(), .lon_e7 = from.lon_e7()};
  if (from.has_accuracy_cm()) {
    p.accuracy_cm = from.accuracy_cm();
  }
  if (from.has_speed_cmps()) {
    p.speed_cmps = from.speed_cmps();
  }
  if (from.has_heading_cdeg()) {
    p.heading_cdeg = static_cast<std::uint16_t>(from.heading_cdeg());
  }
  p.trigger = static_cast<ping_trigger>(from.trigger());
  if (from.has_ignition()) {
    p.ignition = from.ignition();
  }
  if (from.has_moving()) {
    p.moving = from.moving();
  }
  return {};
}

fault take(const v1::DeviceHeard& from, event_body& out) {
  device_heard& h = out.emplace<device_heard>();
  if (!take_enum(from.signal(), device_signal::emergency, h.signal) ||
      from.status_code() > std::numeric_limits<std::uint16_t>::max()) {
    return event_error::out_of_range;
  }
  h.device = from.device();
  if (from.has_observed_at_ms()) {
    h.observed_at = ms_to_instant(from.observed_at_ms());
  }
  if (from.has_status_code()) {
    h.status_code = static_cast<std::uint16_t>(from.status_code());
  }
  return {};
}

fault take(const v1::StatusChanged& from, event_body& out) {
  status_changed& s = out.emplace<status_changed>();
  if (!take_enum(from.status(), unit_status::at_station, s.status)) {
    return event_error::out_of_range;
  }
  s.unit = from.unit();
  s.at = ms_to_instant(from.at_ms());
  s.incident = from.incident();
  return {};
}

fault take(const v1::RosterChanged& changed, event_body& out) {
  const v1::RosterEntry& from = changed.entry();
  roster_entry& r = out.emplace<roster_changed>().entry;
  const bool origin_given = from.origin() != v1::HOLDING_ORIGIN_UNSPECIFIED;
  if (!take_enum(from.kind(), unit_kind::partner, r.kind) ||
      (origin_given && !take_enum(from.origin(), holding_origin::book_on, r.origin)) ||
      from.visibility() < 0 ||
      from.visibility() > static_cast<int>(visibility_class::uniformed_foot)) {
    return event_error::out_of_range;
  }
  r.visibility = static_cast<visibility_class>(from.visibility());
  r.unit = from.unit();
  r.device = from.device();
  r.person_ref = from.person_ref();
  r.skills.assign(from.skills().begin(), from.skills().end());
  r.vehicle = from.vehicle();
  r.home_zone = from.home_zone();
  r.duty = {ms_to_instant(from.from_ms()), ms_to_instant(from.to_ms())};
  if (from.has_recorded_at_ms()) {
    r.recorded_at = ms_to_instant(from.recorded_at_ms());
  }
  return {};
}

fault take(const v1::HoldingEnded& from, event_body& out) {
  holding_ended& h = out.emplace<holding_ended>();
  if (!take_enum(from.origin(), holding_origin::book_on, h.origin)) {
    return event_error::out_of_range;
  }
  h.unit = from.unit();
  h.device = from.device();
  h.at = ms_to_instant(from.at_ms());
  if (from.has_recorded_at_ms()) {
    h.recorded_at = ms_to_instant(from.recorded_at_ms());
  }
  return {};
}

fault take(const v1::HoursDeclared& from, event_body& out) {
  hours_declared& h = out.emplace<hours_declared>();
  h.zone = from.zone();
  h.unit = from.unit();
  h.valid = {ms_to_instant(from.from_ms()), ms_to_instant(from.to_ms())};
  if (from.has_recorded_at_ms()) {
    h.recorded_at = ms_to_instant(from.recorded_at_ms());
  }
  return {};
}

fault take(const v1::IncidentChanged& changed, event_body& out) {
  const v1::Incident& from = changed.incident();
  if (from.has_lat_e7() != from.has_lon_e7()) {
    return event_error::bad_position;
  }
  if (from.grade() > std::numeric_limits<std::uint8_t>::max()) {
    return event_error::out_of_range;
  }
  incident& i = out.emplace<incident_changed>().incident;
  i.name = from.name();
  i.version = from.version();
  i.grade = static_cast<std::uint8_t>(from.grade());
  i.type = from.type();
  if (from.has_lat_e7()) {
    i.at = position{.lat_e7 = from.lat_e7(), .lon_e7 = from.lon_e7()};
  }
  if (from.has_place_error_m()) {
    i.place_error_m = from.place_error_m();
  }
  i.opened_at = ms_to_instant(from.opened_at_ms());
  if (from.has_closed_at_ms()) {
    i.closed_at = ms_to_instant(from.closed_at_ms());
  }
  i.assigned.assign(from.assigned().begin(), from.assigned().end());
  std::ranges::sort(i.assigned);
  i.assigned.erase(std::unique(i.assigned.begin(), i.assigned.end()), i.assigned.end());
  return {};
}

fault take(const v1::PlanChanged& from, event_body& out) {
  plan_changed& p = out.emplace<plan_changed>();
  if (from.state() < 0 || from.state() > static_cast<int>(priority_state::closed)) {
    return event_error::out_of_range;
  }
  p.state = static_cast<priority_state>(from.state());
  if (from.has_agreed_ms()) {
    p.agreed_at = ms_to_instant(from.agreed_ms());
  }
  if (from.has_review_ms()) {
    p.review_at = ms_to_instant(from.review_ms());
  }
  p.zone = from.zone();
  p.rule = from.rule();
  p.visits = from.visits();
  if (from.has_dose_min()) {
    p.dose_min = from.dose_min();
  }
  if (from.has_max_gap_min()) {
    p.max_gap_min = from.max_gap_min();
  }
  p.owner = from.owner();
  p.valid = {ms_to_instant(from.from_ms()), ms_to_instant(from.to_ms())};
  return {};
}

fault take(const v1::AlarmAnswered& from, event_body& out) {
  alarm_answered& a = out.emplace<alarm_answered>();
  if (!take_enum(from.action(), alarm_action::unshelve, a.action)) {
    return event_error::out_of_range;
  }
  a.number = from.number();
  a.by = from.by();
  a.reason = from.reason();
  if (from.has_until_ms()) {
    a.until = ms_to_instant(from.until_ms());
  }
  return {};
}

}  // namespace

fault wire_to_event(const v1::Event& message, event& out) {
  out.received_at = ms_to_instant(message.received_at_ms());
  out.source = message.source();
  out.source_seq = message.source_seq();
  switch (message.body_case()) {
    case v1::Event::kPing:
      return take(message.ping(), out.body);
    case v1::Event::kStatusChanged:
      return take(message.status_changed(), out.body);
    case v1::Event::kRosterChanged:
      return take(message.roster_changed(), out.body);
    case v1::Event::kIncidentChanged:
      return take(message.incident_changed(), out.body);
    case v1::Event::kPlanChanged:
      return take(message.plan_changed(), out.body);
    case v1::Event::kZonesActivated:
      out.body = zones_activated{.hash = message.zones_activated().hash(),
                                 .at = ms_to_instant(message.zones_activated().at_ms())};
      return {};
    case v1::Event::kRoadsActivated:
      out.body = roads_activated{.hash = message.roads_activated().hash()};
      return {};
    case v1::Event::kIntakeCounted:
      out.body = intake_counted{.reason = message.intake_counted().reason(),
                                .count = message.intake_counted().count()};
      return {};
    case v1::Event::kClockAdvanced:
      out.body = clock_advanced{.to = ms_to_instant(message.clock_advanced().to_ms())};
      return {};
    case v1::Event::kClockStepped:
      out.body = clock_stepped{.by_ms = message.clock_stepped().by_ms()};
      return {};
    case v1::Event::kHoldingEnded:
      return take(message.holding_ended(), out.body);
    case v1::Event::kHoursDeclared:
      return take(message.hours_declared(), out.body);
    case v1::Event::kDeviceHeard:
      return take(message.device_heard(), out.body);
    case v1::Event::kAlarmAnswered:
      return take(message.alarm_answered(), out.body);
    case v1::Event::kTick:
      out.body = tick{};
      return {};
    case v1::Event::BODY_NOT_SET:
      break;
  }
  return event_error::no_body;
}

}  // namespace beatwatch
