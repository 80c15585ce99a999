#include "engine/deployment/unit_gates.h"

#include <algorithm>

namespace beatwatch {
namespace {

bool may_be_sent(unit_status status, bool back_up) {
  switch (status) {
    case unit_status::available:
    case unit_status::at_station:
      return true;
    case unit_status::assigned:
    case unit_status::en_route:
      return back_up;
    case unit_status::unknown:
    case unit_status::off_duty:
    case unit_status::on_scene:
    case unit_status::busy:
      return false;
  }
  return false;
}

bool has_skill(const unit_view& unit, const std::string& skill) {
  return std::find(unit.skills.begin(), unit.skills.end(), skill) != unit.skills.end();
}

bool on_the_log(const unit_view& unit, const nearest_request& request) {
  return std::find(request.assigned.begin(), request.assigned.end(), unit.name) !=
         request.assigned.end();
}

std::string missing_skills(const unit_view& unit, const nearest_request& request) {
  std::string text;
  for (const std::string& skill : request.skills) {
    if (!has_skill(unit, skill)) {
      text += (text.empty() ? "without " : ", ") + skill;
    }
  }
  return text;
}

std::string status_in_words(const unit_view& unit, instant now) {
  if (unit.status == unit_status::unknown) {
    return "status never told";
  }
  std::string text{to_string(unit.status)};
  if (!unit.incident.empty()) {
    text += " at " + std::string{unit.incident};
  }
  return text + " for " + in_words(now - unit.status_since);
}

}  // namespace

std::optional<gate> failed_gate(const unit_view& unit,
                                const nearest_request& request,
                                const parameters& settings,
                                instant now) {
  if (!unit.on_duty) {
    return gate::off_duty;
  }
  if (!may_be_sent(unit.status, !request.towards_unit.empty())) {
    return gate::status;
  }
  if (now - unit.status_since > settings.nearest_status_age_max) {
    return gate::status_too_old;
  }
  if (!std::all_of(request.skills.begin(), request.skills.end(), [&](const std::string& skill) {
        return has_skill(unit, skill);
      })) {
    return gate::skill;
  }
  if (!request.vehicle.empty() && unit.vehicle != request.vehicle) {
    return gate::vehicle;
  }
  if (!unit.fix || now - unit.fix->observed_at > settings.nearest_fix_age_max) {
    return gate::fix_too_old;
  }
  const bool committed = !request.incident.empty() && unit.incident == request.incident;
  if (committed || on_the_log(unit, request)) {
    return gate::already_assigned;
  }
  return std::nullopt;
}

std::string failing_value(gate failed,
                          const unit_view& unit,
                          const nearest_request& request,
                          instant now) {
  switch (failed) {
    case gate::off_duty:
      return "no duty now";
    case gate::status:
    case gate::status_too_old:
      return status_in_words(unit, now);
    case gate::skill:
      return missing_skills(unit, request);
    case gate::vehicle:
      return (unit.vehicle.empty() ? "no vehicle" : std::string{unit.vehicle}) + ", asked for " +
             std::string{request.vehicle};
    case gate::fix_too_old:
      return unit.fix ? "last fix " + in_words(now - unit.fix->observed_at) + " ago" : "no fix";
    case gate::already_assigned:
      return on_the_log(unit, request) ? "on its log" : "committed to it";
    case gate::unreachable:
    case gate::slower:
      return {};
  }
  return {};
}

std::string in_words(duration d) {
  using std::chrono::floor;
  using std::chrono::hours;
  using std::chrono::minutes;
  using std::chrono::seconds;
  if (d >= hours{2}) {
    return std::to_string(floor<hours>(d).count()) + " h";
  }
  if (d >= minutes{2}) {
    return std::to_string(floor<minutes>(d).count()) + " min";
  }
  return std::to_string(std::max<std::int64_t>(floor<seconds>(d).count(), 0)) + " s";
}

}  // namespace beatwatch
