// Zones over the web of a real server: their shapes, the board, the page of one, sets of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_steps.h"
#include "tests/support/web_client.h"
#include "tests/support/web_daemon.h"

namespace beatwatch {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class beatwatchd_web_zones : public web_daemon_test {};

TEST_F(beatwatchd_web_zones, zones_beyond_the_area_do_not_exist) {
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

TEST_F(beatwatchd_web_zones, a_zone_is_geojson_in_degrees_and_known_again_by_its_tag) {
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

TEST_F(beatwatchd_web_zones,
       the_board_tells_of_the_zones_of_the_area_and_is_known_again_by_its_tag) {
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

TEST_F(beatwatchd_web_zones, the_page_of_a_zone_names_no_unit_to_who_may_not_know) {
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

TEST_F(beatwatchd_web_zones, a_zone_set_is_changed_compared_and_put_in_force_by_who_may) {
  const std::string session = session_of("supervisor");
  const auto send = [&](const std::string& target, const json& body, const std::string& who) {
    return post(target, body.dump(), who + "Content-Type: application/json\r\n");
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
  const web_reply made = send("/v1/zone-sets?base=" + base, change, session);
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
  EXPECT_EQ(send("/v1/zone-sets/activate", activation, session_of("southern")).status, 403);
  EXPECT_EQ(send("/v1/zone-sets/activate", activation, session_of("dispatcher")).status, 403);
  const web_reply done = send("/v1/zone-sets/activate", activation, session);
  EXPECT_EQ(done.status, 200) << done.body;
  const json sets = json::parse(get("/v1/status", session).body)["zone_sets"];
  ASSERT_EQ(sets.size(), 2U);
  EXPECT_EQ(sets[1]["hash"], hash);
  EXPECT_EQ(send("/v1/zone-sets/activate", {{"hash", hash}, {"at_ms", 1'000'000'000'000}}, session)
                .status,
            409)
      << "it has passed";
}

TEST_F(beatwatchd_web_zones, what_is_no_zone_set_is_refused) {
  const std::string session = session_of("supervisor");
  const auto sent = [&](const std::string& target, const std::string& body) {
    return post(target, body, session).status;
  };
  EXPECT_EQ(sent("/v1/zone-sets", "{"), 400);
  EXPECT_EQ(sent("/v1/zone-sets", R"({"type":"FeatureCollection","features":[]})"), 400);
  EXPECT_EQ(sent("/v1/zone-sets?base=" + std::string(64, '0'), "{}"), 409);
  EXPECT_EQ(sent("/v1/zone-sets/activate", R"({"hash":"../../x","at_ms":1})"), 400);
  EXPECT_EQ(get("/v1/zone-sets/diff?hash=..%2F..%2Fzones", session).status, 400);
  const std::string unknown(64, '0');
  const web_reply diff = get("/v1/zone-sets/diff?hash=" + unknown, session);
  EXPECT_EQ(diff.status, 404);
  const web_reply activation =
      post("/v1/zone-sets/activate",
           json{{"hash", unknown}, {"at_ms", instant_to_ms(two_o_clock) + 86'400'000}}.dump(),
           session);
  EXPECT_EQ(activation.status, 404);
  for (const web_reply& reply : {diff, activation}) {
    EXPECT_THAT(reply.body, Not(HasSubstr("journal"))) << "of the server's files";
  }
}

}  // namespace
}  // namespace beatwatch
