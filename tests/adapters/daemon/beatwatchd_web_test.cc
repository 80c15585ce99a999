// The web of a real server: who may ask what, what a window is told, what hostile bytes get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/web/web_routes.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/web_client.h"
#include "tests/support/web_daemon.h"

namespace beatwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class beatwatchd_web : public web_daemon_test {};

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
  const web_reply other_method = get("/v1/login");
  EXPECT_EQ(other_method.status, 405);
  EXPECT_EQ(other_method.fields.at("allow"), "POST");
  EXPECT_EQ(post("/v1/me", "{}", "").fields.at("allow"), "GET, HEAD");
  EXPECT_EQ(get("/v1/me").fields.at("www-authenticate"), "Bearer");
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
    for (const auto& [method, operation] : methods.items()) {
      ++operations;
      const bool without = path == "/v1/logout";
      EXPECT_EQ(operation.contains("requestBody"), method == "post" && !without) << path;
    }
  }
  EXPECT_EQ(operations, web_routes().size());
  const json& shelve = document["paths"]["/v1/alerts/shelve"]["post"];
  EXPECT_EQ(shelve["requestBody"]["content"]["application/json"]["schema"]["required"],
            json::array({"number", "reason", "until_ms"}));
  EXPECT_EQ(shelve["security"].size(), 2U) << "a session or a token";
  EXPECT_EQ(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
  EXPECT_TRUE(document["paths"]["/v1/tile"]["get"]["responses"].contains("204"));
}

TEST_F(beatwatchd_web, what_a_route_needs_cannot_be_left_out) {
  const std::string session = session_of("supervisor");
  const auto asked = [&](const web_route& route, std::string_view without) {
    return get(target_of(route, without), session).status;
  };
  std::size_t needed = 0;
  std::size_t bodies = 0;
  for (const web_route& route : web_routes()) {
    for (const route_parameter& p : route.parameters) {
      if (p.required) {
        ++needed;
        EXPECT_EQ(asked(route, p.name), 400) << route.path << " without " << p.name;
        EXPECT_NE(asked(route, ""), 400) << route.path;
      }
    }
    if (route.body) {
      ++bodies;
      const std::string fields = session + "Content-Type: application/json\r\n";
      EXPECT_EQ(post(std::string{route.path}, "", fields).status, 400) << route.path;
      EXPECT_EQ(post(std::string{route.path}, "{}", fields).status,
                route.id == route_id::choose ? 403 : 400)
          << route.path;
    }
  }
  EXPECT_EQ(needed, 10U);
  EXPECT_EQ(bodies, 7U);
}

TEST_F(beatwatchd_web, head_is_answered_like_get_without_a_body) {
  const web_reply head = ask_web(address(), "HEAD", "/livez");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(head.fields.at("content-length"), get("/livez").fields.at("content-length"));
  EXPECT_EQ(ask_web(address(), "HEAD", "/v1/me").status, 401);
}

TEST_F(beatwatchd_web, the_version_names_the_build) {
  const json version = json::parse(get("/version", session_of("admin")).body);
  const json status = json::parse(get("/v1/status", session_of("admin")).body);
  EXPECT_EQ(version["build"], status["run"]["build"]);
  EXPECT_THAT(version["build"], testing::StartsWith(version["version"].get<std::string>()));
}

TEST_F(beatwatchd_web, a_wrong_password_gets_nobody_in_and_then_has_to_wait) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(log_in("dispatcher", "wrong").status, 401);
  }
  EXPECT_EQ(log_in("dispatcher", web_password).status, 429);
  EXPECT_EQ(log_in("nobody", web_password).status, 401);
  EXPECT_EQ(ask_web(address(), "POST", "/v1/login", "", "{}").status, 415);
}

TEST_F(beatwatchd_web, wrong_passwords_that_come_at_once_are_counted_too) {
  std::mutex counting;
  std::map<int, int> times;
  {
    std::vector<std::jthread> guessers;
    for (int i = 0; i < 10; ++i) {
      guessers.emplace_back([&] {
        const int status = log_in("dispatcher", "wrong").status;
        const std::scoped_lock lock{counting};
        ++times[status];
      });
    }
  }
  EXPECT_EQ(times, (std::map<int, int>{{401, 5}, {429, 5}}));
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

TEST_F(beatwatchd_web, a_program_sends_its_token_with_each_request) {
  const std::string token = "Authorization: Bearer " + web_token + "\r\n";
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
              testing::AllOf(HasSubstr("431"), HasSubstr("application/problem+json")));
  EXPECT_THAT(send_raw(address(),
                       "POST /v1/login HTTP/1.1\r\nContent-Type: application/json\r\n"
                       "Content-Length: 99999999\r\n\r\n"),
              testing::AllOf(HasSubstr("413"), HasSubstr("\"status\":413")));
  EXPECT_THAT(send_raw(address(), "GET /../../etc/passwd HTTP/1.1\r\nConnection: close\r\n\r\n"),
              HasSubstr("404"));
  EXPECT_THAT(
      send_raw(address(), "GET /%2e%2e/beatwatch.toml HTTP/1.1\r\nConnection: close\r\n\r\n"),
      HasSubstr("404"));
  EXPECT_EQ(get("/livez").status, 200);
}

TEST_F(beatwatchd_web, over_plain_http_the_cookie_is_not_for_tls_alone) {
  EXPECT_THAT(log_in("admin", web_password).fields.at("set-cookie"), Not(HasSubstr("Secure")));
}

class beatwatchd_web_behind_tls : public web_daemon_test {
 protected:
  beatwatchd_web_behind_tls() : web_daemon_test("secure_cookie = true\n") {}
};

TEST_F(beatwatchd_web_behind_tls, the_cookie_is_for_tls_alone) {
  EXPECT_THAT(log_in("admin", web_password).fields.at("set-cookie"), HasSubstr("; Secure"));
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
