// The web of a real server: who may ask what, what a window is told, what hostile bytes get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "adapters/journal/digest.h"
#include "adapters/records/audit_log.h"
#include "adapters/web/password_hash.h"
#include "adapters/web/web_routes.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/web_client.h"

namespace beatwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::string password = "a long enough secret";
const std::string scraper_token(64, 'b');

class beatwatchd_web : public testing::Test {
 protected:
  explicit beatwatchd_web(const std::string& more = "")
      : setup_(driven, "[web]\nbind = \"127.0.0.1:0\"\naccounts = \"accounts.toml\"\n" + more),
        daemon_(setup_.config_file(), false) {
    const std::string hash = hash_password(password);
    std::ofstream accounts{setup_.folder() / "accounts.toml"};
    const auto add = [&](const char* name, const char* role, const char* area) {
      accounts << "[[accounts]]\nname = \"" << name << "\"\nrole = \"" << role << "\"\narea = \""
               << area << "\"\npassword = \"" << hash << "\"\n";
    };
    add("dispatcher", "dispatcher", "");
    add("supervisor", "supervisor", "");
    add("southern", "supervisor", "force/south");
    add("analyst", "analyst", "");
    add("admin", "admin", "");
    add("auditor", "auditor", "");
    accounts << "[[accounts]]\nname = \"scraper\"\nrole = \"feed_client\"\ntoken_sha256 = \""
             << to_hex(sha256({std::as_bytes(std::span{scraper_token})})) << "\"\n";
    accounts << "[[accounts]]\nname = \"officer\"\nrole = \"analyst\"\nperson = \"p-1\"\n"
             << "password = \"" << hash << "\"\n";
    accounts.close();
    daemon_.start();
  }

  [[nodiscard]] web_reply log_in(const std::string& name, const std::string& secret) const {
    return ask_web(address(),
                   "POST",
                   "/v1/login",
                   "Content-Type: application/json\r\n",
                   json{{"name", name}, {"password", secret}}.dump());
  }

  /// The header line with the cookie of a new session.
  [[nodiscard]] std::string session_of(const std::string& name) const {
    const web_reply reply = log_in(name, password);
    EXPECT_EQ(reply.status, 200) << reply.body;
    const std::string cookie = reply.fields.at("set-cookie");
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  }

  [[nodiscard]] web_reply get(const std::string& target, const std::string& fields = "") const {
    return ask_web(address(), "GET", target, fields);
  }

  /// Units on record as looked at, by everybody, in order.
  [[nodiscard]] std::vector<std::string> looked_at() const {
    std::vector<std::string> units;
    const json answer = json::parse(get("/v1/looks", session_of("auditor")).body);
    for (const json& look : answer["looks"]) {
      units.push_back(look["unit"]);
    }
    return units;
  }

  [[nodiscard]] const std::string& address() const { return daemon_.endpoints().web; }

  daemon_setup setup_;
  daemon_process daemon_;
};

TEST_F(beatwatchd_web, nothing_but_the_open_routes_answers_without_a_login) {
  for (const web_route& route : web_routes()) {
    const web_reply reply = ask_web(address(), std::string{route.method}, std::string{route.path});
    if (route.right) {
      EXPECT_EQ(reply.status, 401) << route.path;
      EXPECT_EQ(reply.fields.at("content-type"), "application/problem+json");
    } else {
      EXPECT_NE(reply.status, 401) << route.path;
    }
  }
  EXPECT_EQ(get("/v1/me", "Cookie: beatwatch=" + std::string(64, 'a') + "\r\n").status, 401);
  EXPECT_EQ(get("/v1/nothing").status, 404);
  EXPECT_EQ(get("/v1/login").status, 405);
}

TEST_F(beatwatchd_web, each_role_gets_what_its_rights_say) {
  for (const auto& [name, role] : {std::pair{"dispatcher", access_role::dispatcher},
                                   std::pair{"analyst", access_role::analyst},
                                   std::pair{"admin", access_role::admin},
                                   std::pair{"auditor", access_role::auditor}}) {
    const std::string session = session_of(name);
    for (const web_route& route : web_routes()) {
      if (!route.right || route.method != "GET" || route.id == route_id::events) {
        continue;
      }
      const web_reply reply = get(std::string{route.path}, session);
      const account who{.name = name, .role = role, .area = {}, .person = {}};
      EXPECT_EQ(reply.status == 403, !may(who, *route.right)) << name << ' ' << route.path;
    }
  }
}

TEST_F(beatwatchd_web, an_account_is_told_its_own_rights) {
  const json supervisor = json::parse(get("/v1/me", session_of("supervisor")).body);
  EXPECT_THAT(supervisor["rights"], testing::Contains("zones"));
  EXPECT_THAT(supervisor["rights"], Not(testing::Contains("audit")));
  const json southern = json::parse(get("/v1/me", session_of("southern")).body);
  EXPECT_THAT(southern["rights"], Not(testing::Contains("zones"))) << "for a part of the force";
}

TEST_F(beatwatchd_web, the_document_names_every_route) {
  const json document = json::parse(get("/v1/openapi.json", session_of("admin")).body);
  EXPECT_EQ(document["openapi"], "3.1.0");
  std::size_t operations = 0;
  for (const auto& [path, methods] : document["paths"].items()) {
    operations += methods.size();
  }
  EXPECT_EQ(operations, web_routes().size());
}

TEST_F(beatwatchd_web, a_wrong_password_gets_nobody_in_and_then_has_to_wait) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(log_in("dispatcher", "wrong").status, 401);
  }
  EXPECT_EQ(log_in("dispatcher", password).status, 429);
  EXPECT_EQ(log_in("nobody", password).status, 401);
  EXPECT_EQ(ask_web(address(), "POST", "/v1/login", "", "{}").status, 415);
}

TEST_F(beatwatchd_web, who_logs_out_is_out_and_the_stream_ends) {
  const std::string session = session_of("dispatcher");
  web_events events{address(), "/v1/events", session};
  EXPECT_EQ(events.next().name, "snapshot");
  EXPECT_EQ(ask_web(address(), "POST", "/v1/logout", session).status, 204);
  EXPECT_EQ(get("/v1/me", session).status, 401);
  while (!events.next().name.empty()) {
  }
}

TEST_F(beatwatchd_web, a_window_sees_a_unit_move_and_goes_on_after_it_was_away) {
  const std::string session = session_of("dispatcher");
  web_events events{address(), "/v1/events", session};
  const auto snapshot = events.next("snapshot");
  test_sender sender("radios", daemon_.endpoints().ingest);
  sender.send(ping_at("radio-1", two_o_clock, at_m(60, 10)));
  ASSERT_TRUE(sender.drain());
  const auto moved = events.next("items");
  EXPECT_THAT(moved.data, HasSubstr("unit_moved"));
  EXPECT_THAT(events.next("heartbeat").data, HasSubstr("\"journal_writable\":true"));

  web_events again{address(), "/v1/events", session + "Last-Event-ID: " + snapshot.id + "\r\n"};
  EXPECT_THAT(again.next().data, HasSubstr("unit_moved"));
  web_events anew{address(), "/v1/events", session};
  const auto whole = anew.next();
  EXPECT_EQ(whole.name, "snapshot");
  EXPECT_THAT(whole.data, HasSubstr("unit_moved"));
}

TEST_F(beatwatchd_web, a_session_outlives_the_server) {
  const std::string session = session_of("dispatcher");
  daemon_.kill();
  daemon_.start();
  EXPECT_EQ(get("/v1/me", session).status, 200);
}

TEST_F(beatwatchd_web, zones_beyond_the_area_do_not_exist) {
  const std::string all = session_of("supervisor");
  const std::string south = session_of("southern");
  EXPECT_EQ(json::parse(get("/v1/zones", all).body)["features"].size(), 2U);
  EXPECT_EQ(json::parse(get("/v1/zones", south).body)["features"].size(), 0U);
  const std::string window = "&from_ms=1795140000000&to_ms=1795150000000";
  EXPECT_EQ(get("/v1/presence?zone=west" + window, south).status, 404);
  EXPECT_EQ(get("/v1/presence?level=force/north" + window, south).status, 404);
  EXPECT_EQ(get("/v1/figures?zone=west" + window, south).status, 404);
  web_events events{address(), "/v1/events", south};
  EXPECT_THAT(events.next().data, Not(HasSubstr("force/north")));
}

TEST_F(beatwatchd_web, a_zone_is_geojson_in_degrees_and_known_again_by_its_tag) {
  const std::string session = session_of("supervisor");
  const web_reply reply = get("/v1/zones", session);
  const json west = json::parse(reply.body)["features"][1];
  EXPECT_EQ(west["properties"]["name"], "west");
  EXPECT_EQ(west["properties"]["levels"][0], "force/north");
  const json ring = west["geometry"]["coordinates"][0][0];
  EXPECT_EQ(ring.size(), 5U);
  EXPECT_EQ(ring.front(), ring.back());
  for (const json& at : ring) {
    EXPECT_NEAR(at[0], -1.131, 0.00101);
    EXPECT_NEAR(at[1], 52.65, 0.00101);
  }
  const std::string tag = reply.fields.at("etag");
  EXPECT_EQ(get("/v1/zones", session + "If-None-Match: " + tag + "\r\n").status, 304);
}

TEST_F(beatwatchd_web, the_board_tells_of_the_zones_of_the_area_and_is_known_again_by_its_tag) {
  const std::string session = session_of("supervisor");
  const web_reply reply = get("/v1/board", session);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const json board = json::parse(reply.body);
  ASSERT_EQ(board["rows"].size(), 2U);
  EXPECT_EQ(board["rows"][0]["zone"], "east");
  EXPECT_EQ(board["rows"][0]["state"], "BOARD_STATE_NOTHING_ASKED");
  EXPECT_EQ(board["rows"][0]["strip"].get<std::string>().size(), 96U);
  EXPECT_EQ(get("/v1/board", session + "If-None-Match: " + reply.fields.at("etag") + "\r\n").status,
            304);
  EXPECT_EQ(json::parse(get("/v1/board", session_of("southern")).body)["rows"].size(), 0U);
}

TEST_F(beatwatchd_web, the_page_of_a_zone_names_no_unit_to_who_may_not_know) {
  test_sender sender("radios", daemon_.endpoints().ingest);
  for (const auto& step : stop_in_east(5)) {
    for (const event_body& body : step) {
      sender.send(body);
    }
  }
  ASSERT_TRUE(sender.drain());
  const json told = json::parse(get("/v1/zone?zone=east", session_of("supervisor")).body);
  EXPECT_EQ(told["row"]["zone"], "east");
  EXPECT_EQ(told["gates"], json::array({"border"})) << "it runs along the zone";
  EXPECT_THAT(told["sentence"].get<std::string>(), HasSubstr("We were here at least once"));
  ASSERT_EQ(told["visit_list"].size(), 1U);
  EXPECT_EQ(told["visit_list"][0]["unit"], "A1");
  const web_reply unnamed = get("/v1/zone?zone=east", session_of("analyst"));
  EXPECT_EQ(json::parse(unnamed.body)["visit_list"].size(), 1U);
  EXPECT_THAT(unnamed.body, Not(HasSubstr("A1")));
  EXPECT_EQ(get("/v1/zone?zone=east", session_of("southern")).status, 404);
  EXPECT_EQ(get("/v1/zone?zone=nowhere", session_of("supervisor")).status, 404);
}

TEST_F(beatwatchd_web, a_zone_set_is_changed_compared_and_put_in_force_by_who_may) {
  const std::string session = session_of("supervisor");
  const auto post = [&](const std::string& target, const json& body, const std::string& who) {
    return ask_web(
        address(), "POST", target, who + "Content-Type: application/json\r\n", body.dump());
  };
  const std::string base =
      json::parse(get("/v1/status", session).body)["run"]["zone_set_hash"].get<std::string>();
  const json change = {
      {"type", "FeatureCollection"},
      {"removed", {"border"}},
      {"features",
       {{{"type", "Feature"},
         {"properties",
          {{"name", "quay"},
           {"kind", "beat"},
           {"red_windows", "Fr 21:00-03:00"},
           {"levels_of", "west"}}},
         {"geometry",
          {{"type", "Polygon"},
           {"coordinates",
            {{{-1.12, 52.65}, {-1.119, 52.65}, {-1.119, 52.651}, {-1.12, 52.65}}}}}}}}}};
  const web_reply made = post("/v1/zone-sets?base=" + base, change, session);
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(json::parse(made.body)["findings"].size(), 0U) << made.body;
  const std::string hash = json::parse(made.body)["hash"].get<std::string>();
  const json difference = json::parse(get("/v1/zone-sets/diff?hash=" + hash, session).body);
  ASSERT_EQ(difference["changes"].size(), 1U) << "the others are what they were to the millimetre";
  EXPECT_EQ(difference["changes"][0]["zone"], "quay");
  EXPECT_EQ(difference["changes"][0]["fate"], "added");
  EXPECT_EQ(difference["gate_changes"][0]["fate"], "removed");

  const std::int64_t monday_ms = instant_to_ms(two_o_clock) + 3 * 86'400'000;
  const json activation = {{"hash", hash}, {"at_ms", monday_ms}};
  EXPECT_EQ(post("/v1/zone-sets/activate", activation, session_of("southern")).status, 403);
  EXPECT_EQ(post("/v1/zone-sets/activate", activation, session_of("dispatcher")).status, 403);
  const web_reply done = post("/v1/zone-sets/activate", activation, session);
  EXPECT_EQ(done.status, 200) << done.body;
  const json sets = json::parse(get("/v1/status", session).body)["zone_sets"];
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[1]["hash"], hash);
  EXPECT_EQ(post("/v1/zone-sets/activate", {{"hash", hash}, {"at_ms", 1'000'000'000'000}}, session)
                .status,
            409)
      << "it has passed";
}

TEST_F(beatwatchd_web, what_is_no_zone_set_is_refused) {
  const std::string session = session_of("supervisor");
  const auto post = [&](const std::string& target, const std::string& body) {
    return ask_web(address(), "POST", target, session, body).status;
  };
  EXPECT_EQ(post("/v1/zone-sets", "{"), 400);
  EXPECT_EQ(post("/v1/zone-sets", R"({"type":"FeatureCollection","features":[]})"), 400);
  EXPECT_EQ(post("/v1/zone-sets?base=" + std::string(64, '0'), "{}"), 409);
  EXPECT_EQ(post("/v1/zone-sets/activate", R"({"hash":"../../x","at_ms":1})"), 400);
  EXPECT_EQ(get("/v1/zone-sets/diff?hash=..%2F..%2Fzones", session).status, 400);
  EXPECT_EQ(get("/v1/zone-sets/diff?hash=" + std::string(64, '0'), session).status, 400);
}

TEST_F(beatwatchd_web, questions_are_answered_in_the_names_of_the_schema) {
  const std::string session = session_of("supervisor");
  const std::string window = "&from_ms=" + std::to_string(instant_to_ms(two_o_clock)) +
                             "&to_ms=" + std::to_string(instant_to_ms(two_o_clock) + 60'000);
  const web_reply presence = get("/v1/presence?zone=west" + window, session);
  EXPECT_EQ(presence.status, 200) << presence.body;
  EXPECT_TRUE(json::parse(presence.body)["presence"].contains("at_least_ms"));
  EXPECT_EQ(get("/v1/presence?zone=nowhere" + window, session).status, 404);
  EXPECT_EQ(get("/v1/presence?zone=west&from_ms=x&to_ms=5", session).status, 400);
  EXPECT_EQ(get("/v1/presence?zone=west&zone=east" + window, session).status, 400);
  EXPECT_EQ(get("/v1/presence?zoen=west" + window, session).status, 400);
  EXPECT_EQ(get("/v1/nearest?lat_e7=526500000&lon_e7=-11300000", session).status, 200);
  EXPECT_EQ(get("/v1/nearest?incident=none", session).status, 404);
  EXPECT_EQ(json::parse(get("/v1/status", session).body)["journal_writable"], true);
}

class beatwatchd_web_choices : public beatwatchd_web {
 protected:
  beatwatchd_web_choices() : beatwatchd_web("choices = true\n") {}
};

const std::string choice = R"({"incident":"I-1","unit":"U1"})";

TEST_F(beatwatchd_web_choices, an_operator_sends_a_unit_and_it_is_on_disk_and_told) {
  test_sender control("cad", daemon_.endpoints().ingest);
  control.send(on_duty("U1", "radio-1"));
  control.send(status_of("U1", unit_status::available, two_o_clock));
  control.send(ping_at("radio-9", two_o_clock, at_m(60, 10)));
  control.send(incident_changed{.incident = {.name = "I-1",
                                             .version = 1,
                                             .grade = 2,
                                             .type = "burglary",
                                             .at = at_m(60, 10),
                                             .opened_at = two_o_clock}});
  ASSERT_TRUE(control.drain());
  const auto post = [&](const std::string& body, const std::string& who) {
    return ask_web(address(), "POST", "/v1/choice", session_of(who), body).status;
  };
  EXPECT_EQ(post(choice, "analyst"), 403);
  EXPECT_EQ(post("U1", "dispatcher"), 400);
  EXPECT_EQ(post(R"({"incident":"I-1","unit":"../U1"})", "dispatcher"), 404);
  EXPECT_EQ(post(R"({"incident":"I-2","unit":"U1"})", "dispatcher"), 404);
  EXPECT_EQ(post(R"({"incident":"I-1","unit":"cad/radio-9"})", "dispatcher"), 404)
      << "no roster names it";
  EXPECT_EQ(post(choice, "dispatcher"), 204);
  EXPECT_EQ(json::parse(get("/v1/force", session_of("dispatcher")).body)["choices"], true);
  daemon_.kill();
  daemon_.start();
  test_subscriber console(daemon_.endpoints().feed, daemon_.endpoints().query, "unit/U1/");
  ASSERT_TRUE(console.joined());
  const auto& state = console.state();
  EXPECT_TRUE(std::any_of(state.begin(), state.end(), [](const auto& told) {
    const v1::UnitStatusChanged& status = told.second.unit_status_changed();
    return status.status() == v1::UNIT_STATUS_ASSIGNED && status.incident() == "I-1";
  }));
}

TEST_F(beatwatchd_web, where_command_and_control_tells_nobody_chooses) {
  EXPECT_EQ(ask_web(address(), "POST", "/v1/choice", session_of("dispatcher"), choice).status, 403);
}

// Whichever route shows where a unit was.
TEST_F(beatwatchd_web, every_look_at_a_unit_is_on_record) {
  const std::string supervisor = session_of("supervisor");
  const std::string officer = session_of("officer");
  const std::string window = "from_ms=" + std::to_string(instant_to_ms(two_o_clock)) +
                             "&to_ms=" + std::to_string(instant_to_ms(two_o_clock) + 3'600'000);
  test_sender sender("radios", daemon_.endpoints().ingest);
  sender.send(roster_changed{.entry = {.unit = "U1",
                                       .device = "radios/radio-1",
                                       .person_ref = "p-1",
                                       .skills = {},
                                       .vehicle = {},
                                       .home_zone = {},
                                       .duty = {two_o_clock, two_o_clock + std::chrono::hours{8}},
                                       .recorded_at = {}}});
  sender.send(ping_at("radio-1", two_o_clock, at_m(60, 10)));
  sender.send(ping_at("radio-1", two_o_clock + std::chrono::seconds{5}, at_m(100, 10)));
  ASSERT_TRUE(sender.drain());
  std::size_t shown = 0;
  for (const web_route& route : web_routes()) {
    if (route.right != access_right::trails && route.id != route_id::own_record &&
        route.id != route_id::events) {
      continue;
    }
    const std::size_t before = looked_at().size();
    if (route.id == route_id::events) {
      web_events events{address(), std::string{route.path}, supervisor};
      EXPECT_EQ(events.next().name, "snapshot");
    } else {
      const bool own = route.id == route_id::own_record;
      const web_reply reply = get(std::string{route.path} + (own ? "" : "?unit=U1&" + window),
                                  own ? officer : supervisor);
      EXPECT_EQ(reply.status, 200) << route.path << reply.body;
      EXPECT_THAT(reply.body, HasSubstr("\"points\":[{")) << route.path;
    }
    const auto after = looked_at();
    ASSERT_EQ(after.size(), before + 1) << route.path;
    EXPECT_EQ(after.back(), route.id == route_id::events ? "" : "U1") << route.path;
    ++shown;
  }
  EXPECT_EQ(shown, 3u);
  const auto found = verify_audit(audit_log::beside(setup_.folder() / "journal"), std::nullopt);
  EXPECT_EQ(found.looks, 3);
  EXPECT_FALSE(found.first_broken);
}

TEST_F(beatwatchd_web, an_officer_sees_the_own_record_and_who_looked_at_it) {
  test_sender sender("radios", daemon_.endpoints().ingest);
  for (const auto& [unit, person] : {std::pair{"U1", "p-1"}, std::pair{"U2", "p-2"}}) {
    sender.send(roster_changed{.entry = {.unit = unit,
                                         .device = std::string{"radios/"} + unit,
                                         .person_ref = person,
                                         .skills = {},
                                         .vehicle = {},
                                         .home_zone = {},
                                         .duty = {two_o_clock, two_o_clock + std::chrono::hours{8}},
                                         .recorded_at = {}}});
    sender.send(ping_at(unit, two_o_clock, at_m(60, 10)));
  }
  ASSERT_TRUE(sender.drain());
  const std::string supervisor = session_of("supervisor");
  const std::string window = "&from_ms=" + std::to_string(instant_to_ms(two_o_clock)) +
                             "&to_ms=" + std::to_string(instant_to_ms(two_o_clock) + 3'600'000);
  EXPECT_EQ(get("/v1/trail?unit=U1" + window, supervisor).status, 200);
  EXPECT_EQ(get("/v1/trail?unit=U2" + window, supervisor).status, 200);
  const std::string officer = session_of("officer");
  EXPECT_EQ(get("/v1/trail?unit=U1" + window, officer).status, 403);
  const json record = json::parse(get("/v1/own-record", officer).body);
  ASSERT_EQ(record["shifts"].size(), 1u) << record;
  EXPECT_EQ(record["shifts"][0]["unit"], "U1");
  EXPECT_EQ(record["shifts"][0]["looks"].size(), 2u) << "the supervisor's, and the own";
  EXPECT_EQ(record["shifts"][0]["looks"][0]["who"], "supervisor");
  EXPECT_EQ(get("/v1/own-record", supervisor).status, 404) << "no person of the roster";
}

TEST_F(beatwatchd_web, a_program_sends_its_token_with_each_request) {
  const std::string token = "Authorization: Bearer " + scraper_token + "\r\n";
  const web_reply reply = get("/metrics", token);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.fields.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(reply.body, HasSubstr("# TYPE beatwatch_journal_writable gauge\n"));
  EXPECT_THAT(reply.body, HasSubstr("\nbeatwatch_journal_writable 1\n"));
  EXPECT_EQ(get("/metrics", "Authorization: Bearer " + std::string(64, 'c') + "\r\n").status, 401);
  EXPECT_EQ(get("/metrics", "Authorization: Bearer \r\n").status, 401);
  EXPECT_EQ(get("/metrics").status, 401);
  EXPECT_EQ(get("/v1/looks", token).status, 403);
}

TEST_F(beatwatchd_web, what_is_put_into_parameters_is_a_name_or_refused) {
  const std::string session = session_of("supervisor");
  const std::string auditor = session_of("auditor");
  const std::string window = "&from_ms=" + std::to_string(instant_to_ms(two_o_clock)) +
                             "&to_ms=" + std::to_string(instant_to_ms(two_o_clock) + 60'000);
  for (const char* hostile : {"%27%3B%20DROP%20TABLE%20looks%3B--",
                              "..%2F..%2Fetc%2Fpasswd",
                              "%0D%0ASet-Cookie%3A%20a%3Db",
                              "%00",
                              "%3Cscript%3E",
                              "%ff%fe"}) {
    EXPECT_EQ(get("/v1/trail?unit=" + std::string{hostile} + window, session).status, 400);
    EXPECT_EQ(get("/v1/presence?zone=" + std::string{hostile} + window, session).status, 400);
    EXPECT_EQ(get("/v1/nearest?incident=" + std::string{hostile}, session).status, 400);
    EXPECT_EQ(get("/v1/looks?unit=" + std::string{hostile}, auditor).status, 400);
  }
  EXPECT_TRUE(looked_at().empty()) << "nothing of it was a look, and the log still stands";
}

TEST_F(beatwatchd_web, hostile_bytes_are_refused_and_the_next_one_is_answered) {
  EXPECT_THAT(send_raw(address(), "\x16\x03\x01\x02"), testing::AnyOf("", HasSubstr("400")));
  EXPECT_THAT(send_raw(address(), "GET / HTTP/1.1\r\nX: " + std::string(20'000, 'a') + "\r\n\r\n"),
              HasSubstr("431"));
  EXPECT_THAT(send_raw(address(),
                       "POST /v1/login HTTP/1.1\r\nContent-Type: application/json\r\n"
                       "Content-Length: 99999999\r\n\r\n"),
              HasSubstr("413"));
  EXPECT_THAT(send_raw(address(), "GET /../../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n"),
              HasSubstr("404"));
  EXPECT_THAT(
      send_raw(address(), "GET /%2e%2e/beatwatch.toml HTTP/1.1\r\nConnection: close\r\n\r\n"),
      HasSubstr("404"));
  EXPECT_EQ(get("/livez").status, 200);
}

TEST(web_config, beyond_loopback_no_web_is_opened) {
  daemon_setup setup{driven, "[web]\nbind = \"0.0.0.0:0\"\naccounts = \"accounts.toml\"\n"};
  std::ofstream{setup.folder() / "accounts.toml"} << "";
  daemon_process open{setup.config_file()};
  EXPECT_EQ(open.wait(), 2);
  EXPECT_THAT(open.log(), HasSubstr("expected certificate and private_key"));
}

}  // namespace
}  // namespace beatwatch
