#include "adapters/daemon/restricted_units.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/overloaded.h"

namespace beatwatch {
namespace {

bool overlap(interval a, interval b) { return a.from < b.to && b.from < a.to; }

// What is left of `duty` without the `hidden` times, which are sorted and apart.
std::vector<interval> outside(interval duty, const std::vector<interval>& hidden) {
  std::vector<interval> left;
  for (const interval& gone : hidden) {
    if (overlap(duty, gone)) {
      left.push_back({duty.from, gone.from});
      duty.from = std::max(duty.from, gone.to);
    }
  }
  left.push_back(duty);
  std::erase_if(left, [](interval i) { return i.from >= i.to; });
  return left;
}

}  // namespace

bool restricted_units::names_any(const roster_entry& entry) const {
  return names_.call_signs.contains(entry.unit) || names_.devices.contains(entry.device) ||
         std::any_of(entry.skills.begin(), entry.skills.end(), [this](const std::string& skill) {
           return names_.skills.contains(skill);
         });
}

bool restricted_units::is_fact(const event_body& body) const {
  if (const auto* row = std::get_if<roster_changed>(&body)) {
    return names_any(row->entry);
  }
  const auto* end = std::get_if<holding_ended>(&body);
  if (end == nullptr) {
    return false;
  }
  const auto known = held_by_.find(end->unit);
  return names_.call_signs.contains(end->unit) || names_.devices.contains(end->device) ||
         (known != held_by_.end() &&
          std::any_of(known->second.begin(), known->second.end(), [&](const holding& h) {
            return h.restricts && h.device == end->device;
          }));
}

bool restricted_units::add_fact(const event_body& fact) {
  std::vector<std::byte> bytes;
  codec_.append({.received_at = earliest_instant,
                 .source = std::string(server_source),
                 .source_seq = 0,
                 .body = fact},
                bytes);
  return known_facts_.emplace(reinterpret_cast<const char*>(bytes.data()), bytes.size()).second;
}

void restricted_units::remember(std::span<const event_body> facts) {
  for (const event_body& fact : facts) {
    if (!is_fact(fact) || add_fact(fact)) {
      learn(fact);
    }
  }
}

std::vector<event_body> restricted_units::screen(std::vector<intake>& events, instant now) {
  std::vector<event_body> fresh;
  if (!names_.any()) {
    return fresh;
  }
  std::vector<intake> shown;
  shown.reserve(events.size());
  // Who holds what first: a file may name the officer after the car.
  for (const intake& in : events) {
    if (is_fact(in.body) && add_fact(in.body)) {
      if (const auto* row = std::get_if<roster_changed>(&in.body)) {
        end_what_was_shown(row->entry, shown, fresh);
      }
      learn(in.body);
      fresh.push_back(in.body);
    }
  }
  for (const intake& in : events) {
    if (!is_fact(in.body)) {
      learn(in.body);
    }
  }
  for (const intake& in : events) {
    const auto* row = std::get_if<roster_changed>(&in.body);
    if (row != nullptr && !is_fact(in.body) && partly_hidden(row->entry) && add_fact(in.body)) {
      fresh.push_back(in.body);  // the journal will not have it as it is
    }
  }
  for (intake& in : events) {
    if (const auto* step = std::get_if<clock_advanced>(&in.body)) {
      now = std::max(now, step->to);
    }
    show(std::move(in), now, shown);
  }
  events = std::move(shown);
  return fresh;
}

void restricted_units::learn(const event_body& body) {
  if (const auto* row = std::get_if<roster_changed>(&body)) {
    learn(row->entry);
  } else if (const auto* end = std::get_if<holding_ended>(&body)) {
    learn(*end);
  }
}

void restricted_units::learn(const roster_entry& entry) {
  std::vector<holding>& held = held_by_[entry.unit];
  const auto same = std::find_if(held.begin(), held.end(), [&entry](const holding& h) {
    return h.device == entry.device && h.entry.duty.from == entry.duty.from &&
           h.origin == entry.origin;
  });
  if (same != held.end()) {
    const auto& known = same->entry.recorded_at;
    if (entry.recorded_at && known && *entry.recorded_at < *known) {
      return;  // an earlier word, which comes late
    }
    held.erase(same);
  }
  held.push_back({.device = entry.device,
                  .duty = entry.duty,
                  .origin = entry.origin,
                  .restricts = names_any(entry),
                  .entry = entry});
  units_with_[entry.device].insert(entry.unit);
}

void restricted_units::learn(const holding_ended& end) {
  const auto known = held_by_.find(end.unit);
  if (known == held_by_.end()) {
    return;
  }
  for (holding& h : known->second) {
    if (h.device == end.device && h.origin <= end.origin && h.duty.contains(end.at)) {
      h.duty.to = end.at;
    }
  }
  std::erase_if(known->second, [](const holding& h) { return h.duty.empty(); });
}

bool restricted_units::unit_hidden(std::string_view unit, instant at) const {
  if (names_.call_signs.contains(unit)) {
    return true;
  }
  const auto known = held_by_.find(unit);
  return known != held_by_.end() &&
         std::any_of(known->second.begin(), known->second.end(), [at](const holding& h) {
           return h.restricts && h.duty.contains(at);
         });
}

bool restricted_units::held_by_hidden(const std::string& device, instant at) const {
  const auto units = units_with_.find(device);
  if (units == units_with_.end()) {
    return false;
  }
  return std::any_of(units->second.begin(), units->second.end(), [&](const std::string& unit) {
    const auto& held = held_by_.find(unit)->second;
    return std::any_of(
               held.begin(),
               held.end(),
               [&](const holding& h) { return h.device == device && h.duty.contains(at); }) &&
           unit_hidden(unit, at);
  });
}

bool restricted_units::device_hidden(std::string_view source,
                                     std::string_view device,
                                     instant at) const {
  const std::string of_source = std::string{source} + '/' + std::string{device};
  return names_.devices.contains(device) || names_.devices.contains(of_source) ||
         held_by_hidden(std::string{device}, at) || held_by_hidden(of_source, at);
}

bool restricted_units::hides_record(std::string_view source,
                                    std::string_view device,
                                    instant now) const {
  return names_.any() && (device.empty() || device_hidden(source, device, now));
}

std::vector<interval> restricted_units::hidden_times(const std::string& unit) const {
  std::vector<interval> times;
  if (const auto known = held_by_.find(unit); known != held_by_.end()) {
    for (const holding& h : known->second) {
      if (h.restricts) {
        times.push_back(h.duty);
      }
    }
  }
  std::sort(times.begin(), times.end(), [](interval a, interval b) { return a.from < b.from; });
  return times;
}

bool restricted_units::partly_hidden(const roster_entry& entry) const {
  const std::vector<interval> hidden = hidden_times(entry.unit);
  return std::any_of(hidden.begin(), hidden.end(), [&entry](const interval& each) {
    return overlap(entry.duty, each);
  });
}

void restricted_units::show_roster(intake in, std::vector<intake>& shown) const {
  const roster_entry row = std::get<roster_changed>(in.body).entry;
  if (names_any(row)) {
    return;
  }
  const std::vector<interval> left = outside(row.duty, hidden_times(row.unit));
  for (const interval& part : left) {
    intake each = in;
    std::get<roster_changed>(each.body).entry.duty = part;
    shown.push_back(std::move(each));
  }
}

// The unit was known to everybody: it goes off duty for as long as it is restricted.
void restricted_units::end_what_was_shown(const roster_entry& restricting,
                                          std::vector<intake>& shown,
                                          std::vector<event_body>& fresh) const {
  const auto known = held_by_.find(restricting.unit);
  if (names_.call_signs.contains(restricting.unit) || known == held_by_.end()) {
    return;
  }
  for (const holding& h : known->second) {
    if (h.restricts || !overlap(h.duty, restricting.duty)) {
      continue;
    }
    fresh.emplace_back(roster_changed{h.entry});
    shown.push_back({.source = std::string(server_source),
                     .body = holding_ended{.unit = restricting.unit,
                                           .device = h.device,
                                           .origin = h.origin,
                                           .at = std::max(h.duty.from, restricting.duty.from),
                                           .recorded_at = {}}});
    if (restricting.duty.to < h.duty.to) {
      roster_entry after = h.entry;
      after.duty = {restricting.duty.to, h.duty.to};
      shown.push_back({.source = std::string(server_source), .body = roster_changed{after}});
    }
  }
}

void restricted_units::show(intake in, instant now, std::vector<intake>& shown) const {
  const auto unit_then_or_now = [&](const std::string& unit, instant then) {
    return unit_hidden(unit, then) || unit_hidden(unit, now);
  };
  const auto device_then_or_now = [&](const std::string& device, instant then) {
    return device_hidden(in.source, device, then) || device_hidden(in.source, device, now);
  };
  if (std::holds_alternative<roster_changed>(in.body)) {
    show_roster(std::move(in), shown);
    return;
  }
  const bool hidden = std::visit(
      overloaded{[&](const ping& p) { return device_then_or_now(p.device, p.observed_at); },
                 [&](const device_heard& h) {
                   return device_then_or_now(h.device, h.observed_at.value_or(now));
                 },
                 [&](const status_changed& s) { return unit_then_or_now(s.unit, s.at); },
                 [&](const holding_ended& h) {
                   return is_fact(in.body) || unit_then_or_now(h.unit, h.at);
                 },
                 [&](const hours_declared& h) { return unit_then_or_now(h.unit, h.valid.from); },
                 [&](incident_changed& i) {
                   std::erase_if(i.incident.assigned,
                                 [&](const std::string& unit) { return unit_hidden(unit, now); });
                   return false;
                 },
                 [](const auto&) { return false; }},
      in.body);
  if (!hidden) {
    shown.push_back(std::move(in));
  }
}

}  // namespace beatwatch
