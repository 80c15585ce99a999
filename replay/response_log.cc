#include "replay/response_log.h"

#include <algorithm>

namespace beatwatch {
namespace {

void press(std::optional<pressed>& first, const status_changed& status, instant opened_at) {
  if (status.at >= opened_at &&
      (!first || std::pair{status.at, status.unit} < std::pair{first->at, first->unit})) {
    first = {.unit = status.unit, .at = status.at};
  }
}

void settle_positions(call_response& response,
                      const std::pair<std::string, std::string>& device,
                      const arrival_watch& watch) {
  const arrival one = watch.first();
  if (one.about && (!response.by_position.about || *one.about < *response.by_position.about)) {
    response.about_unit = device.first;
  }
  response.by_position = first_of(response.by_position, one);
}

}  // namespace

response_log::response_log(double radius_m, on_response told)
    : radius_m_(radius_m), told_(std::move(told)) {}

void response_log::take(const std::vector<event>& events,
                        const std::vector<change>& changes,
                        const parameters& settings) {
  if (!plane_ || plane_->origin() != settings.plane) {
    plane_.emplace(settings.plane);
  }
  auto next_event = events.begin();
  auto next_change = changes.begin();
  while (next_event != events.end() || next_change != changes.end()) {
    const instant at = next_event == events.end() ? next_change->at
                       : next_change == changes.end()
                           ? next_event->received_at
                           : std::min(next_event->received_at, next_change->at);
    const auto event_end = std::find_if(
        next_event, events.end(), [at](const event& e) { return e.received_at != at; });
    const auto change_end =
        std::find_if(next_change, changes.end(), [at](const change& c) { return c.at != at; });
    take_instant({next_event, event_end}, {next_change, change_end}, settings);
    next_event = event_end;
    next_change = change_end;
  }
}

// The log of a call first: a status may name it in the same instant.
void response_log::take_instant(std::span<const event> events,
                                std::span<const change> changes,
                                const parameters& settings) {
  for (const change& each : changes) {
    if (const auto* updated = std::get_if<incident_updated>(&each.body)) {
      take_incident(updated->incident, each.at);
    }
  }
  for (const event& each : events) {
    if (const auto* status = std::get_if<status_changed>(&each.body)) {
      take_status(*status);
    }
  }
  for (const change& each : changes) {
    if (const auto* moved = std::get_if<unit_moved>(&each.body)) {
      take_position(*moved, settings);
    } else if (const auto* made = std::get_if<suggestion_made>(&each.body)) {
      const auto call = open_.find(made->suggestion.incident);
      if (call != open_.end() && call->second.response.nearest.empty()) {
        call->second.response.nearest = made->suggestion.nearest;
      }
    }
  }
  for (auto call = open_.begin(); call != open_.end();) {
    const auto next = std::next(call);
    if (call->second.response.call.closed_at) {
      close(call);
    }
    call = next;
  }
}

void response_log::take_incident(const incident& call, instant at) {
  open_call& known = open_[call.name];
  if (known.response.call.at != call.at) {
    known.watches.clear();
  }
  known.response.call = call;
  for (const std::string& unit : call.assigned) {
    send(known, unit, std::max(at, call.opened_at));
  }
}

void response_log::send(open_call& call, const std::string& unit, instant from) {
  call.sent.try_emplace(unit, from);
}

// Empty: of no call that is open.
std::string response_log::call_of(const status_changed& status) const {
  if (!status.incident.empty() || status.status != unit_status::on_scene) {
    return status.incident;
  }
  std::string only;
  for (const auto& [name, call] : open_) {
    if (call.sent.contains(status.unit)) {
      if (!only.empty()) {
        return "";
      }
      only = name;
    }
  }
  return only;
}

void response_log::take_status(const status_changed& status) {
  const auto found = open_.find(call_of(status));
  if (found == open_.end()) {
    return;
  }
  open_call& call = found->second;
  const incident& row = call.response.call;
  const instant opened_at = row.opened_at;
  if (row.closed_at && status.at > *row.closed_at) {
    return;
  }
  send(call, status.unit, std::max(status.at, opened_at));
  if (status.status == unit_status::assigned) {
    press(call.response.assigned, status, opened_at);
  } else if (status.status == unit_status::en_route) {
    press(call.response.en_route, status, opened_at);
  } else if (status.status == unit_status::on_scene) {
    press(call.response.on_scene, status, opened_at);
  }
}

void response_log::take_position(const unit_moved& moved, const parameters& settings) {
  const auto at = plane_->project(moved.at);
  if (moved.poor || !at) {
    return;
  }
  const std::pair device{moved.unit, moved.device};
  const fix seen{.observed_at = moved.observed_at, .at = *at, .error_mm = moved.error_cm * 10};
  const auto before = last_.find(device);
  for (auto& [name, call] : open_) {
    const auto sent = call.sent.find(moved.unit);
    const incident& row = call.response.call;
    const auto in_plane = row.at ? plane_->project(*row.at) : std::nullopt;
    const bool closed = row.closed_at && moved.observed_at > *row.closed_at;
    if (sent == call.sent.end() || !in_plane || closed) {
      continue;
    }
    auto watch = call.watches.find(device);
    if (watch == call.watches.end()) {
      const arrival_rule rule{
          .place = *in_plane,
          .place_error_m = static_cast<double>(row.place_error_m.value_or(0)),
          .radius_m = radius_m_,
          .cap_mps = settings.vehicle_speed_cap_mps * plane_->scale_at(*in_plane),
          .from = sent->second};
      watch = call.watches.emplace(device, arrival_watch{rule}).first;
      if (before != last_.end()) {
        watch->second.take(before->second);
      }
    }
    watch->second.take(seen);
  }
  last_[device] = seen;
}

void response_log::close(std::map<std::string, open_call>::iterator call) {
  call_response& response = call->second.response;
  for (const auto& [device, watch] : call->second.watches) {
    settle_positions(response, device, watch);
  }
  response.nearest_was_sent =
      std::any_of(response.nearest.begin(), response.nearest.end(), [&](const candidate& one) {
        const bool first = &one == response.nearest.data() || one.equal_to_first;
        return first && call->second.sent.contains(one.unit);
      });
  told_(response);
  open_.erase(call);
}

void response_log::finish() {
  while (!open_.empty()) {
    close(open_.begin());
  }
}

}  // namespace beatwatch
