// What the web of a real server leaves on record: who was sent, and who looked at whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "adapters/records/audit_log.h"
#include "adapters/web/web_routes.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/web_client.h"
#include "tests/support/web_daemon.h"

namespace beatwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class beatwatchd_web_records : public web_daemon_test {};

// Whichever route shows where a unit was.
TEST_F(beatwatchd_web_records, every_look_at_a_unit_is_on_record) {
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

TEST_F(beatwatchd_web_records, an_officer_sees_the_own_record_and_who_looked_at_it) {
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

class beatwatchd_web_choices : public web_daemon_test {
 protected:
  beatwatchd_web_choices() : web_daemon_test("choices = true\n") {}
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
  const auto sent = [&](const std::string& body, const std::string& who) {
    return post("/v1/choice", body, session_of(who)).status;
  };
  EXPECT_EQ(sent(choice, "analyst"), 403);
  EXPECT_EQ(sent("U1", "dispatcher"), 400);
  EXPECT_EQ(sent(R"({"incident":"I-1","unit":"../U1"})", "dispatcher"), 404);
  EXPECT_EQ(sent(R"({"incident":"I-2","unit":"U1"})", "dispatcher"), 404);
  EXPECT_EQ(sent(R"({"incident":"I-1","unit":"cad/radio-9"})", "dispatcher"), 404)
      << "no roster names it";
  EXPECT_EQ(sent(choice, "dispatcher"), 204);
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

TEST_F(beatwatchd_web_records, where_command_and_control_tells_nobody_chooses) {
  EXPECT_EQ(post("/v1/choice", choice, session_of("dispatcher")).status, 403);
}

}  // namespace
}  // namespace beatwatch
