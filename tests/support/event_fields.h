#pragma once
#include <cstdint>
#include <vector>

#include "engine/base/archive.h"
#include "engine/event.h"

namespace beatwatch {

// What each event is made of: two events are equal when these bytes are.

template <class Archive>
void fields(Archive& a, ping& e) {
  a(e.device, e.observed_at, e.at, e.accuracy_cm, e.speed_cmps, e.heading_cdeg, e.trigger);
  a(e.ignition, e.moving);
}

template <class Archive>
void fields(Archive& a, device_heard& e) {
  a(e.device, e.observed_at, e.signal, e.status_code);
}

template <class Archive>
void fields(Archive& a, status_changed& e) {
  a(e.unit, e.status, e.at, e.incident);
}

template <class Archive>
void fields(Archive& a, roster_changed& e) {
  a(e.entry);
}

template <class Archive>
void fields(Archive& a, incident_changed& e) {
  a(e.incident);
}

template <class Archive>
void fields(Archive& a, plan_changed& e) {
  a(e.zone, e.rule, e.visits, e.dose_min, e.max_gap_min, e.owner, e.valid);
  a(e.state, e.agreed_at, e.review_at);
}

template <class Archive>
void fields(Archive& a, hours_declared& e) {
  a(e.zone, e.unit, e.valid, e.recorded_at);
}

template <class Archive>
void fields(Archive& a, alarm_answered& e) {
  a(e.number, e.action, e.by, e.reason, e.until);
}

template <class Archive>
void fields(Archive& a, zones_activated& e) {
  a(e.hash, e.at);
}

template <class Archive>
void fields(Archive& a, roads_activated& e) {
  a(e.hash);
}

template <class Archive>
void fields(Archive& a, intake_counted& e) {
  a(e.reason, e.count);
}

template <class Archive>
void fields(Archive& a, clock_advanced& e) {
  a(e.to);
}

template <class Archive>
void fields(Archive& a, clock_stepped& e) {
  a(e.by_ms);
}

template <class Archive>
void fields(Archive& /*a*/, tick& /*e*/) {}

inline std::vector<std::byte> bytes_of(const event& e) {
  std::vector<std::byte> out;
  byte_writer bytes{out};
  bytes(e.received_at, e.source, e.source_seq, static_cast<std::uint8_t>(e.body.index()));
  std::visit([&](const auto& body) { bytes(body); }, e.body);
  return out;
}

}  // namespace beatwatch
