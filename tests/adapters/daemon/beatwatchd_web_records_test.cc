// What the web of a real server leaves on record: who was sent, and who looked at whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>
#include <zmq.hpp>

#include "adapters/journal/sqlite.h"
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

class beatwatchd_web_records : public web_daemon_test {
 protected:
  [[nodiscard]] std::filesystem::path log_file() const {
    return audit_log::beside(setup_.folder() / "journal");
  }

  // Of U1 in these hours after two o'clock, by p-1.
  void put_on_duty(std::chrono::minutes from, std::chrono::minutes to) {
    sender_.send(roster_changed{.entry = {.unit = "U1",
                                          .device = "radios/radio-1",
                                          .person_ref = "p-1",
                                          .skills = {},
                                          .vehicle = {},
                                          .home_zone = {},
                                          .duty = {two_o_clock + from, two_o_clock + to},
                                          .recorded_at = {}}});
  }

  // "who way from-to" of each look, from and to in minutes after two o'clock.
  [[nodiscard]] std::vector<std::string> looks_on_record() const {
    std::vector<std::string> looks;
    const auto minute = [](instant at) {
      return std::to_string(std::chrono::floor<std::chrono::minutes>(at - two_o_clock).count());
    };
    audit_log{log_file()}.for_each({}, [&](const kept_look& kept) {
      looks.push_back(kept.seen.who + ' ' + std::string{to_string(kept.seen.way)} + ' ' +
                      minute(kept.seen.window.from) + '-' + minute(kept.seen.window.to));
    });
    return looks;
  }

  // Whether it comes to hold within a quarter of a minute.
  [[nodiscard]] static bool soon(const std::function<bool()>& holds) {
    for (int i = 0; i < 150 && !holds(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return holds();
  }

  test_sender sender_{"radios", daemon_.endpoints().ingest};
};

// Nobody else writes to a database meanwhile.
class held_database {
 public:
  explicit held_database(const std::filesystem::path& file)
      : file_(file, sqlite_database::access::write) {
    file_.execute("BEGIN IMMEDIATE");
  }

 private:
  sqlite_database file_;
};

// Follows units by the feed, whether anything comes or not.
class unit_follower {
 public:
  explicit unit_follower(const std::string& feed) {
    socket_.set(zmq::sockopt::subscribe, "unit/");
    socket_.connect(feed);
  }

 private:
  zmq::context_t context_;
  zmq::socket_t socket_{context_, zmq::socket_type::sub};
};

TEST_F(beatwatchd_web_records, while_the_audit_log_refuses_nothing_live_is_shown) {
  sender_.send(ping_at("radio-1", two_o_clock, at_m(60, 10)));
  ASSERT_TRUE(sender_.drain());
  const std::string supervisor = session_of("supervisor");
  std::optional<held_database> held{log_file()};
  EXPECT_EQ(get("/v1/events", supervisor).status, 503);
  test_asker asker{daemon_.endpoints().query};
  v1::Request units;
  units.mutable_snapshot()->set_topic_prefix("unit/");
  EXPECT_EQ(asker.ask_one(units).error().code(), v1::ERROR_CODE_UNAVAILABLE);
  v1::Request zones;
  zones.mutable_snapshot()->set_topic_prefix("map/");
  EXPECT_TRUE(asker.ask_one(zones).has_snapshot()) << "of no unit";
  const unit_follower follower{daemon_.endpoints().feed};
  ASSERT_TRUE(soon([&] {
    return daemon_.log().find("who follows units by the feed goes on record") != std::string::npos;
  }));
  EXPECT_TRUE(looks_on_record().empty());
  held.reset();
  EXPECT_TRUE(soon([&] { return !looks_on_record().empty(); })) << "what was owed";
  EXPECT_EQ(looks_on_record().front(), " feed 0-60");
  EXPECT_TRUE(asker.ask_one(units).has_snapshot());
  web_events events{address(), "/v1/events", supervisor};
  EXPECT_EQ(events.next().name, "snapshot");
}

TEST_F(beatwatchd_web_records, who_goes_on_looking_is_on_record_for_each_hour) {
  const unit_follower follower{daemon_.endpoints().feed};
  web_events events{address(), "/v1/events", session_of("supervisor")};
  EXPECT_EQ(events.next().name, "snapshot");
  ASSERT_TRUE(soon([&] { return looks_on_record().size() == 2; }));
  EXPECT_THAT(looks_on_record(),
              testing::UnorderedElementsAre("supervisor page 0-60", " feed 0-60"));

  using std::chrono::minutes;
  put_on_duty(minutes{70}, minutes{75});
  sender_.send(clock_to(two_o_clock + minutes{72}));
  ASSERT_TRUE(sender_.drain());
  EXPECT_TRUE(soon([&] { return looks_on_record().size() == 4; })) << daemon_.log();
  EXPECT_THAT(looks_on_record(), testing::IsSupersetOf({"supervisor page 60-120", " feed 60-120"}));
  const json record = json::parse(get("/v1/own-record", session_of("officer")).body);
  std::set<std::string> who;
  for (const json& look : record["shifts"][0]["looks"]) {
    EXPECT_NE(look["from_ms"], std::to_string(instant_to_ms(two_o_clock))) << "before the shift";
    who.insert(look["who"]);
  }
  EXPECT_THAT(who, testing::IsSupersetOf({std::string{"supervisor"}, std::string{}}));
  EXPECT_FALSE(verify_audit(log_file(), std::nullopt).first_broken);
}

// Of these no look is on record, and none of them says where a unit was. What a new one shows has
// to be thought about before it stands here.
bool leaves_no_look(route_id route) {
  using enum route_id;
  const std::set<route_id> exempt{livez,
                                  readyz,
                                  version,
                                  me,
                                  openapi,
                                  zones,
                                  presence,
                                  figures,
                                  board,
                                  zone,
                                  force,
                                  nearest,
                                  looks,
                                  status,
                                  zones_diff,
                                  tile,
                                  sources,
                                  metrics,
                                  alerts};
  return exempt.contains(route);
}

TEST_F(beatwatchd_web_records, every_look_at_a_unit_is_on_record) {
  put_on_duty(std::chrono::minutes{0}, std::chrono::minutes{480});
  sender_.send(ping_at("radio-1", two_o_clock, at_m(60, 10)));
  sender_.send(ping_at("radio-1", two_o_clock + std::chrono::seconds{5}, at_m(100, 10)));
  ASSERT_TRUE(sender_.drain());
  const std::string supervisor = session_of("supervisor");
  const std::string officer = session_of("officer");
  const std::string auditor = session_of("auditor");
  std::size_t shown = 0;
  for (const web_route& route : web_routes()) {
    if (route.method != "GET") {
      continue;
    }
    const std::size_t before = looked_at().size();
    std::string told;
    if (route.answers == "text/event-stream") {
      web_events events{address(), std::string{route.path}, supervisor};
      told = events.next().data;
    } else {
      const bool own = route.id == route_id::own_record;
      const bool audit = route.right == access_right::audit;
      const web_reply reply = get(target_of(route), own ? officer : audit ? auditor : supervisor);
      EXPECT_NE(reply.status, 400) << route.path << reply.body;
      told = reply.body;
    }
    const auto after = looked_at();
    const bool exempt = leaves_no_look(route.id);
    ASSERT_EQ(after.size(), exempt ? before : before + 1) << route.path;
    EXPECT_NE(told.find("\"lat_e7\":") != std::string::npos, exempt) << route.path << told;
    if (!exempt) {
      EXPECT_EQ(after.back(), route.id == route_id::events ? "" : "U1") << route.path;
      ++shown;
    }
  }
  EXPECT_EQ(shown, 3u);
  const auto found = verify_audit(log_file(), std::nullopt);
  EXPECT_EQ(found.looks, 3);
  EXPECT_FALSE(found.first_broken);
}

TEST_F(beatwatchd_web_records, an_auditor_reads_from_the_newest_look_back) {
  sender_.send(clock_to(two_o_clock));
  ASSERT_TRUE(sender_.drain());
  const std::string supervisor = session_of("supervisor");
  const std::string auditor = session_of("auditor");
  const std::string trail =
      "/v1/trail?unit=U1&from_ms=" + std::to_string(instant_to_ms(two_o_clock)) +
      "&to_ms=" + std::to_string(instant_to_ms(two_o_clock) + 60'000);
  for (int look = 0; look < 3; ++look) {
    ASSERT_EQ(get(trail, supervisor).status, 200);
  }
  const auto numbers = [&](const std::string& asked) {
    const auto answer = json::parse(get("/v1/looks" + asked, auditor).body);
    std::string text;
    for (const auto& look : answer["looks"]) {
      text += look["number"].get<std::string>();
    }
    return text;
  };
  EXPECT_EQ(numbers("?before=0"), "321");
  EXPECT_EQ(numbers("?before=0&count=1"), "3");
  EXPECT_EQ(numbers("?before=3"), "21");
  EXPECT_EQ(numbers("?before=1"), "");
  EXPECT_EQ(numbers("?after=1"), "23");
  EXPECT_EQ(get("/v1/looks?before=newest", auditor).status, 400);
}

TEST_F(beatwatchd_web_records, the_trail_of_a_shift_shows_no_crew_before_it) {
  using std::chrono::minutes;
  put_on_duty(minutes{0}, minutes{60});
  put_on_duty(minutes{60}, minutes{120});
  for (const int after : {10, 50, 70, 80}) {
    sender_.send(clock_to(two_o_clock + minutes{after}));
    sender_.send(ping_at("radio-1", two_o_clock + minutes{after}, at_m(10 * after, 10)));
  }
  ASSERT_TRUE(sender_.drain());
  const std::string supervisor = session_of("supervisor");
  const auto at = [](int after) {
    return std::to_string(instant_to_ms(two_o_clock + minutes{after}));
  };
  const auto points = [&](const std::string& window) {
    std::vector<std::int64_t> minute;
    const json trail = json::parse(get("/v1/trail?unit=U1" + window, supervisor).body);
    for (const json& point : trail["points"]) {
      const auto ms = std::stoll(point["at_ms"].get<std::string>());
      minute.push_back((ms - instant_to_ms(two_o_clock)) / 60'000);
    }
    return minute;
  };
  EXPECT_THAT(points(""), testing::ElementsAre(70, 80));
  EXPECT_THAT(points("&to_ms=" + at(75)), testing::ElementsAre(70));
  EXPECT_THAT(points("&to_ms=" + at(55)), testing::ElementsAre(10, 50)) << "then it was theirs";
  EXPECT_THAT(points("&from_ms=" + at(0) + "&to_ms=" + at(90)),
              testing::ElementsAre(10, 50, 70, 80))
      << "who asks for a window gets it";
  sender_.send(clock_to(two_o_clock + minutes{130}));
  ASSERT_TRUE(sender_.drain());
  EXPECT_THAT(points(""), testing::ElementsAre(70, 80)) << "over, and nobody has begun";
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
