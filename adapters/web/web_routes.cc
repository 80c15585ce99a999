#include "adapters/web/web_routes.h"

#include <nlohmann/json.hpp>

#include "adapters/web/metrics_text.h"

namespace beatwatch {
namespace {

constexpr std::string_view json = "application/json";
constexpr body_member alarm_number{"number", "integer", "of the alarm"};

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
       .summary = "Logs in; the session is a cookie.",
       .parameters = {},
       .body = route_body{json,
                          "who logs in",
                          {{"name", "string", "of an account"},
                           {"password", "string", "its password"}}},
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
                      {"from_ms", "start of the window, milliseconds since 1970", true},
                      {"to_ms", "its end, not part of it", true}},
       .answers = json},
      {.id = route_id::figures,
       .method = "GET",
       .path = "/v1/figures",
       .right = access_right::presence,
       .summary = "Figures of one zone or level in a window.",
       .parameters = {{"zone", "name of a zone"},
                      {"level", "path of a level, instead of a zone"},
                      {"from_ms", "start of the window, milliseconds since 1970", true},
                      {"to_ms", "its end, not part of it", true}},
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
       .parameters = {{"zone", "its name", true}},
       .answers = json},
      {.id = route_id::import_zones,
       .method = "POST",
       .path = "/v1/zone-sets",
       .right = access_right::zones,
       .summary = "Makes a zone set of GeoJSON, plain or gzip, and keeps it; nothing comes into "
                  "force. Answers its hash and what was found.",
       .parameters = {{"base", "hash of the set in force, of which the body is a change"}},
       .body = route_body{"application/geo+json", "a FeatureCollection, plain or gzip", {}},
       .answers = json},
      {.id = route_id::zones_diff,
       .method = "GET",
       .path = "/v1/zone-sets/diff",
       .right = access_right::zones,
       .summary = "How a zone set differs from the one in force.",
       .parameters = {{"hash", "of the set", true}},
       .answers = json},
      {.id = route_id::activate_zones,
       .method = "POST",
       .path = "/v1/zone-sets/activate",
       .right = access_right::zones,
       .summary = "Puts a zone set in force. Answers a ZonesActivation.",
       .parameters = {},
       .body = route_body{json,
                          "which set, and from when on",
                          {{"hash", "string", "of the set"},
                           {"at_ms", "integer", "milliseconds since 1970, not in the past"}}},
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
       .summary = "A vector tile of the road network, gzip.",
       .parameters = {{"z", "zoom", true},
                      {"x", "column from the west", true},
                      {"y", "row from the north", true}},
       .answers = "application/vnd.mapbox-vector-tile",
       .nothing = "nothing is drawn there"},
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
       .summary = "A TrailAnswer: where one unit was in this shift so far, no crew before it "
                  "included, or in a window of the last 24 hours. The look is on record.",
       .parameters = {{"unit", "call sign", true},
                      {"from_ms",
                       "start of the window, milliseconds since 1970; else when the duty began "
                       "that is on at its end, or the last one before"},
                      {"to_ms", "its end, not part of it; else now"}},
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
                      {"after", "numbers beyond this"},
                      {"before",
                       "numbers below this, the newest first; 0: from the newest of all. Else they "
                       "come the oldest first"},
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
       .summary = "Acknowledges an alarm.",
       .parameters = {},
       .body = route_body{json, "which one", {alarm_number}},
       .answers = json},
      {.id = route_id::shelve_alarm,
       .method = "POST",
       .path = "/v1/alerts/shelve",
       .right = access_right::alarms,
       .summary = "Shelves an alarm.",
       .parameters = {},
       .body = route_body{json,
                          "which one, why and how long",
                          {alarm_number,
                           {"reason", "string", "why"},
                           {"until_ms", "integer", "at most 12 hours from now"}}},
       .answers = json},
      {.id = route_id::unshelve_alarm,
       .method = "POST",
       .path = "/v1/alerts/unshelve",
       .right = access_right::alarms,
       .summary = "Brings a shelved alarm back.",
       .parameters = {},
       .body = route_body{json, "which one", {alarm_number}},
       .answers = json},
      {.id = route_id::choose,
       .method = "POST",
       .path = "/v1/choice",
       .right = access_right::choices,
       .summary = "Sends a unit, where command and control does not tell.",
       .parameters = {},
       .body = route_body{json,
                          "who is sent where",
                          {{"incident", "string", "its number"}, {"unit", "string", "call sign"}}},
       .answers = {}}};
  return routes;
}

nlohmann::ordered_json described(std::string_view text) { return {{"description", text}}; }

nlohmann::ordered_json request_body(const route_body& body) {
  nlohmann::ordered_json schema{{"type", "object"}};
  for (const body_member& m : body.members) {
    schema["properties"][std::string{m.name}] = {{"type", m.type}, {"description", m.meaning}};
    schema["required"].push_back(m.name);
  }
  nlohmann::ordered_json described_body = described(body.meaning);
  described_body["required"] = true;
  described_body["content"][std::string{body.media_type}]["schema"] = std::move(schema);
  return described_body;
}

nlohmann::ordered_json responses_of(const web_route& route) {
  nlohmann::ordered_json responses;
  nlohmann::ordered_json done = described("done");
  if (!route.answers.empty()) {
    done["content"][std::string{route.answers}] = nlohmann::ordered_json::object();
  }
  responses[route.answers.empty() ? "204" : "200"] = done;
  if (!route.nothing.empty()) {
    responses["204"] = described(route.nothing);
  }
  nlohmann::ordered_json error = described("RFC 9457");
  error["content"]["application/problem+json"] = nlohmann::ordered_json::object();
  responses["default"] = error;
  return responses;
}

nlohmann::ordered_json operation(const web_route& route) {
  nlohmann::ordered_json result{{"summary", route.summary}};
  for (const route_parameter& p : route.parameters) {
    result["parameters"].push_back({{"name", p.name},
                                    {"in", "query"},
                                    {"description", p.meaning},
                                    {"required", p.required},
                                    {"schema", {{"type", "string"}}}});
  }
  if (route.body) {
    result["requestBody"] = request_body(*route.body);
  }
  result["responses"] = responses_of(route);
  if (route.right) {
    const auto any = nlohmann::ordered_json::array();
    result["security"] = {{{"session", any}}, {{"token", any}}};
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
         {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "beatwatch"}}},
          {"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
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
