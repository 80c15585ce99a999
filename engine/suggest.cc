#include "engine/suggest.h"

#include <algorithm>

#include "engine/deployment/nearest_unit.h"
#include "engine/state.h"

namespace beatwatch {
namespace {

unit_duty duty_of(const state& s, const std::string& unit) {
  unit_duty duty;
  const auto held = s.roster.held_at(unit, s.now);
  duty.any = !held.empty();
  duty.kind = kind_of(held);
  for (const roster_entry* e : held) {
    if (!e->vehicle.empty()) {
      duty.vehicle = e->vehicle;
    }
    duty.skills.insert(duty.skills.end(), e->skills.begin(), e->skills.end());
  }
  std::sort(duty.skills.begin(), duty.skills.end());
  duty.skills.erase(std::unique(duty.skills.begin(), duty.skills.end()), duty.skills.end());
  return duty;
}

unit_view view_of(const unit_state& unit, const std::string& name, const unit_duty& duty) {
  unit_view view{.name = name,
                 .on_duty = duty.any,
                 .status = unit.status,
                 .status_since = unit.status_since,
                 .incident = unit.status_incident,
                 .skills = duty.skills,
                 .vehicle = duty.vehicle,
                 .kind = duty.kind,
                 .fix = {}};
  if (unit.last) {
    view.fix = unit_fix{.at = unit.last->in_plane.at,
                        .observed_at = unit.last->observed_at,
                        .error = metres{unit.last->in_plane.error_mm * 1e-3},
                        .heading_cdeg = unit.last->heading_cdeg,
                        .on_road = {}};
  }
  return view;
}

// Where help is needed, and who is on the way already. False: not known, or without a place.
bool resolve(const state& s, const nearest_query& query, nearest_request& request) {
  if (!query.incident.empty()) {
    const auto known = s.incidents.find(query.incident);
    const auto at = known != s.incidents.end() && known->second.at
                        ? s.plane.project(*known->second.at)
                        : std::nullopt;
    if (!at) {
      return false;
    }
    request.incident = known->first;
    request.assigned = known->second.assigned;
    request.response = known->second.grade == 1;
    request.at = *at;
    return true;
  }
  if (!query.towards_unit.empty()) {
    const auto known = s.unit_names.find(query.towards_unit);
    if (!known || !s.units[known->value].last) {
      return false;
    }
    request.towards_unit = query.towards_unit;
    request.response = true;
    request.at = s.units[known->value].last->in_plane.at;
    return true;
  }
  const auto at = query.at ? s.plane.project(*query.at) : std::nullopt;
  if (!at) {
    return false;
  }
  request.at = *at;
  return true;
}

}  // namespace

units_now::units_now(const state& s) {
  duties_.reserve(s.units.size());  // the views point into it
  views_.reserve(s.units.size());
  for (std::uint32_t u = 0; u < s.units.size(); ++u) {
    const std::string& name = s.unit_names.name(unit_id{u});
    if (s.roster.knows(name)) {
      views_.push_back(view_of(s.units[u], name, duties_.emplace_back(duty_of(s, name))));
    }
  }
}

std::vector<candidate> nearest_free(const state& s,
                                    const units_now& units,
                                    plane_point at,
                                    std::uint32_t count) {
  nearest_request request;
  request.at = at;
  request.count = count;
  return suggest(units.views(), request, s.roads.get(), s.settings, s.now, s.nearest).nearest;
}

std::optional<suggestion> suggest(const state& s, const nearest_query& query) {
  nearest_request request{.skills = query.skills, .vehicle = query.vehicle, .count = query.count};
  if (!resolve(s, query, request)) {
    return std::nullopt;
  }
  const units_now units{s};
  return suggest(units.views(), request, s.roads.get(), s.settings, s.now, s.nearest);
}

}  // namespace beatwatch
