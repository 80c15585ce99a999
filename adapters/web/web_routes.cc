#include "adapters/web/web_routes.h"

#include <nlohmann/json.hpp>

#include "adapters/web/metrics_text.h"

namespace beatwatch {
namespace {

constexpr std::string_view json = "application/json";

const std::vector<web_route>& table() {
  static const std::vector<web_route> routes{
      {.id = route_id::livez,
       .method = "GET",
       .path = "/livez",
       .right = {},
       .summary = "The server runs.",
       .parameters = {},
       .answers = json},
      {.id = route_id::readyz,
       .method = "GET",
       .path = "/readyz",
       .right = {},
       .summary = "200 while the journal is writable, else 503.",
       .parameters = {},
       .answers = json},
      {.id = route_id::version,
       .method = "GET",
       .path = "/version",
       .right = access_right::self,
       .summary = "Version and build of the server.",
       .parameters = {},
       .answers = json},
      {.id = route_id::login,
       .method = "POST",
       .path = "/v1/login",
       .right = {},
       .summary = R"(Logs in with {"name", "password"}; the session is a cookie.)",
       .parameters = {},
       .answers = json},
      {.id = route_id::logout,
       .method = "POST",
       .path = "/v1/logout",
       .right = access_right::self,
       .summary = "Ends the session.",
       .parameters = {},
       .answers = {}},
      {.id = route_id::me,
       .method = "GET",
       .path = "/v1/me",
       .right = access_right::self,
       .summary = "Name, role and area of who is logged in.",
       .parameters = {},
       .answers = json},
      {.id = route_id::openapi,
       .method = "GET",
       .path = "/v1/openapi.json",
       .right = access_right::self,
       .summary = "This document.",
       .parameters = {},
       .answers = json},
      {.id = route_id::events,
       .method = "GET",
       .path = "/v1/events",
       .right = access_right::self,
       .summary = "What holds now and what changes, as server-sent events: snapshot, items, "
                  "heartbeat. Goes on from Last-Event-ID.",
       .parameters = {{"after", "goes on from this id, for a page that has no header to say so"}},
       .answers = "text/event-stream"},
      {.id = route_id::zones,
       .method = "GET",
       .path = "/v1/zones",
       .right = access_right::presence,
       .summary = "The zones in force within the account's area.",
       .parameters = {},
       .answers = "application/geo+json"},
      {.id = route_id::presence,
       .method = "GET",
       .path = "/v1/presence",
       .right = access_right::presence,
       .summary = "A PresenceAnswer: what one zone or level got in a window.",
       .parameters = {{"zone", "name of a zone"},
                      {"level", "path of a level, instead of a zone"},
                      {"from_ms", "start of the window, milliseconds since 1970"},
                      {"to_ms", "its end, not part of it"}},
       .answers = json},
      {.id = route_id::figures,
       .method = "GET",
       .path = "/v1/figures",
       .right = access_right::presence,
       .summary = "Figures of one zone or level in a window.",
       .parameters = {{"zone", "name of a zone"},
                      {"level", "path of a level, instead of a zone"},
                      {"from_ms", "start of the window, milliseconds since 1970"},
                      {"to_ms", "its end, not part of it"}},
       .answers = json},
      {.id = route_id::board,
       .method = "GET",
       .path = "/v1/board",
       .right = access_right::presence,
       .summary = "A BoardAnswer: every zone of the account's area, what it was to get in this "
                  "policing day and what it got, those that lack most first.",
       .parameters = {},
       .answers = json},
      {.id = route_id::zone,
       .method = "GET",
       .path = "/v1/zone",
       .right = access_right::presence,
       .summary = "A ZoneAnswer: one zone today, with its visits, plans, passers-by, hours and the "
                  "sentence for residents.",
       .parameters = {{"zone", "its name"}},
       .answers = json},
      {.id = route_id::import_zones,
       .method = "POST",
       .path = "/v1/zone-sets",
       .right = access_right::zones,
       .summary = "Makes a zone set of GeoJSON, plain or gzip, and keeps it; nothing comes into "
                  "force. Answers its hash and what was found.",
       .parameters = {{"base", "hash of the set in force, of which the body is a change"}},
       .answers = json},
      {.id = route_id::zones_diff,
       .method = "GET",
       .path = "/v1/zone-sets/diff",
       .right = access_right::zones,
       .summary = "How a zone set differs from the one in force.",
       .parameters = {{"hash", "of the set"}},
       .answers = json},
      {.id = route_id::activate_zones,
       .method = "POST",
       .path = "/v1/zone-sets/activate",
       .right = access_right::zones,
       .summary = R"(Puts a zone set in force: {"hash", "at_ms"}. Answers a ZonesActivation.)",
       .parameters = {},
       .answers = json},
      {.id = route_id::force,
       .method = "GET",
       .path = "/v1/force",
       .right = access_right::self,
       .summary = "The force's own words: its time zone, its levels, its grades and their targets.",
       .parameters = {},
       .answers = json},
      {.id = route_id::tile,
       .method = "GET",
       .path = "/v1/tile",
       .right = access_right::self,
       .summary = "A vector tile of the road network, gzip; 204 where nothing is drawn.",
       .parameters = {{"z", "zoom"}, {"x", "column from the west"}, {"y", "row from the north"}},
       .answers = "application/vnd.mapbox-vector-tile"},
      {.id = route_id::nearest,
       .method = "GET",
       .path = "/v1/nearest",
       .right = access_right::live,
       .summary = "A Suggestion: the nearest units to one incident, unit or place, and why not "
                  "the others.",
       .parameters = {{"incident", "its number"},
                      {"unit", "call sign of a unit that needs help"},
                      {"lat_e7", "latitude of a place, 1e-7 degree"},
                      {"lon_e7", "its longitude"},
                      {"count", "how many units, 1 to 100"},
                      {"skill", "that is needed"},
                      {"vehicle", "kind of vehicle that is needed"}},
       .answers = json},
      {.id = route_id::trail,
       .method = "GET",
       .path = "/v1/trail",
       .right = access_right::trails,
       .summary = "A TrailAnswer: where one unit was in the last 24 hours. The look is on record.",
       .parameters = {{"unit", "call sign"},
                      {"from_ms", "start of the window, milliseconds since 1970"},
                      {"to_ms", "its end, not part of it"}},
       .answers = json},
      {.id = route_id::own_record,
       .method = "GET",
       .path = "/v1/own-record",
       .right = access_right::self,
       .summary = "An OwnRecord: the trails of the person who asks, and who looked at them.",
       .parameters = {},
       .answers = json},
      {.id = route_id::looks,
       .method = "GET",
       .path = "/v1/looks",
       .right = access_right::audit,
       .summary = "A LooksAnswer: who looked at where units were.",
       .parameters = {{"unit", "call sign; all when left out"},
                      {"after", "number of the last look that is known already"},
                      {"count", "how many, 1 to 1,000"}},
       .answers = json},
      {.id = route_id::status,
       .method = "GET",
       .path = "/v1/status",
       .right = access_right::health,
       .summary = "A StatusAnswer: the server, its journal and its sources.",
       .parameters = {},
       .answers = json},
      {.id = route_id::sources,
       .method = "GET",
       .path = "/v1/sources",
       .right = access_right::health,
       .summary = "A SourcesAnswer: how the sources do.",
       .parameters = {{"source", "only this one, with each of its devices"}},
       .answers = json},
      {.id = route_id::metrics,
       .method = "GET",
       .path = "/metrics",
       .right = access_right::health,
       .summary = "The same for Prometheus.",
       .parameters = {},
       .answers = metrics_type},
      {.id = route_id::alerts,
       .method = "GET",
       .path = "/v1/alerts",
       .right = access_right::alarms,
       .summary = "An AlertsAnswer: alarms of the account's area and of everybody, their log and "
                  "rates. Supervisors are told who did what.",
       .parameters = {{"from_ms", "start of the log, milliseconds since 1970; else an hour"},
                      {"to_ms", "its end, not part of it; else now"},
                      {"sector", "path of a level"}},
       .answers = json},
      {.id = route_id::acknowledge_alarm,
       .method = "POST",
       .path = "/v1/alerts/acknowledge",
       .right = access_right::alarms,
       .summary = R"(Acknowledges an alarm: {"number"}.)",
       .parameters = {},
       .answers = json},
      {.id = route_id::shelve_alarm,
       .method = "POST",
       .path = "/v1/alerts/shelve",
       .right = access_right::alarms,
       .summary =
           R"(Shelves an alarm: {"number", "reason", "until_ms"}, at most 12 hours from now.)",
       .parameters = {},
       .answers = json},
      {.id = route_id::unshelve_alarm,
       .method = "POST",
       .path = "/v1/alerts/unshelve",
       .right = access_right::alarms,
       .summary = R"(Brings a shelved alarm back: {"number"}.)",
       .parameters = {},
       .answers = json},
      {.id = route_id::choose,
       .method = "POST",
       .path = "/v1/choice",
       .right = access_right::choices,
       .summary = R"(Sends a unit: {"incident", "unit"}, where command and control does not tell.)",
       .parameters = {},
       .answers = {}}};
  return routes;
}

nlohmann::ordered_json described(std::string_view text) { return {{"description", text}}; }

nlohmann::ordered_json operation(const web_route& route) {
  nlohmann::ordered_json responses;
  nlohmann::ordered_json done = described("done");
  if (!route.answers.empty()) {
    done["content"][std::string{route.answers}] = nlohmann::ordered_json::object();
  }
  responses[route.answers.empty() ? "204" : "200"] = done;
  nlohmann::ordered_json error = described("RFC 9457");
  error["content"]["application/problem+json"] = nlohmann::ordered_json::object();
  responses["default"] = error;
  nlohmann::ordered_json result{{"summary", route.summary}};
  for (const route_parameter& p : route.parameters) {
    result["parameters"].push_back({{"name", p.name},
                                    {"in", "query"},
                                    {"description", p.meaning},
                                    {"schema", {{"type", "string"}}}});
  }
  result["responses"] = responses;
  if (route.right) {
    result["security"] = {{{"session", nlohmann::ordered_json::array()}}};
  }
  return result;
}

}  // namespace

std::span<const web_route> web_routes() { return table(); }

std::string openapi_document() {
  nlohmann::ordered_json document{
      {"openapi", "3.1.0"},
      {"info", {{"title", "Beatwatch"}, {"version", BEATWATCH_VERSION}}},
      {"components",
       {{"securitySchemes",
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "beatwatch"}}}}}}}};
  for (const web_route& route : table()) {
    std::string method{route.method};
    for (char& c : method) {
      c = static_cast<char>(c - 'A' + 'a');
    }
    document["paths"][std::string{route.path}][method] = operation(route);
  }
  return document.dump();
}

}  // namespace beatwatch
