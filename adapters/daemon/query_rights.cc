#include "adapters/daemon/query_rights.h"

#include <string>
#include <string_view>

#include "adapters/daemon/reply_parts.h"

namespace beatwatch {
namespace {

std::optional<std::string> path_of_zone(const zone_set* zones, std::string_view name) {
  const auto place = zones == nullptr ? std::nullopt : zones->find(name);
  return place ? std::optional{path_of(zones->zones[*place].levels, zones->zones[*place].name)}
               : std::nullopt;
}

std::optional<std::string> path_of_gate(const zone_set* zones, std::string_view name) {
  const auto place = zones == nullptr ? std::nullopt : zones->find_gate(name);
  return place ? std::optional{path_of(zones->gates[*place].levels, zones->gates[*place].name)}
               : std::nullopt;
}

// Of the place that is asked about; empty: there is none such, or the question is of no place.
std::optional<std::string> place_asked(const v1::Request& request, const zone_set* zones) {
  const auto of_zone_or_level = [&](const auto& query) {
    return query.zone().empty() ? std::optional{query.level()} : path_of_zone(zones, query.zone());
  };
  switch (request.query_case()) {
    case v1::Request::kPresence:
      return of_zone_or_level(request.presence());
    case v1::Request::kFigures:
      return of_zone_or_level(request.figures());
    case v1::Request::kZone:
      return path_of_zone(zones, request.zone().zone());
    case v1::Request::kGate:
      return path_of_gate(zones, request.gate().gate());
    default:
      return std::nullopt;
  }
}

}  // namespace

access_right right_to_ask(const v1::Request& request) {
  switch (request.query_case()) {
    case v1::Request::kNearest:
      return access_right::live;
    case v1::Request::kPresence:
    case v1::Request::kFigures:
    case v1::Request::kGate:
    case v1::Request::kZone:
    case v1::Request::kBoard:  // of the whole force: nothing for an account with an area
      return access_right::presence;
    case v1::Request::kStatus:
    case v1::Request::kSources:
      return access_right::health;
    case v1::Request::kActivateZones:
      return access_right::zones;
    case v1::Request::kAlerts:
    case v1::Request::kAnswerAlarm:
      return access_right::alarms;
    case v1::Request::kTrail:
      return access_right::trails;
    case v1::Request::kLooks:
      return access_right::audit;
    case v1::Request::kOwnRecord:
    case v1::Request::kSnapshot:
    case v1::Request::QUERY_NOT_SET:
      return access_right::self;
  }
  return access_right::self;
}

std::optional<v1::Error> refusal_of(const account& who,
                                    const v1::Request& request,
                                    const zone_set* in_force) {
  const access_right needed = right_to_ask(request);
  if (!may(who, needed)) {
    return error_of(v1::ERROR_CODE_FORBIDDEN, "the role of this account or key may not ask that");
  }
  if (needed != access_right::presence || who.area.empty()) {
    return std::nullopt;
  }
  const auto place = place_asked(request, in_force);
  if (place && within_area(who.area, *place)) {
    return std::nullopt;
  }
  return error_of(v1::ERROR_CODE_NOT_FOUND, "no such place in the area of this account or key");
}

}  // namespace beatwatch
