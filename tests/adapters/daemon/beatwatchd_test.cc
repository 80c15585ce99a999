#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "adapters/transport/asio.h"
#include "engine/event.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/daemon_steps.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;

TEST(beatwatchd, acknowledges_publishes_and_answers) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
  for (const auto& step : stop_in_east(15)) {
    sender.send(step);
  }
  const instant end = two_o_clock + 16min;
  sender.send(clock_to(end));
  ASSERT_TRUE(sender.drain());

  test_asker asker(daemon.endpoints().query);
  const v1::StatusAnswer status = asker.status();
  EXPECT_TRUE(status.journal_writable());
  EXPECT_TRUE(status.driven_clock());
  EXPECT_EQ(status.engine_now_ms(), instant_to_ms(end));
  EXPECT_GE(status.events_durable(), sender.last_seq());
  ASSERT_TRUE(console.follow_until(status.feed_number()));
  EXPECT_EQ(console.state().at("unit/A1/ 5").unit_moved().lat_e7(), at_m(60, 10).lat_e7);
  const v1::PresenceChanged& board =
      console.state().at("presence/force/north/east/ 10").presence_changed();
  EXPECT_GT(board.presence().about_ms(), 14 * 60'000);

  v1::Request request;
  request.mutable_presence()->set_zone("east");
  request.mutable_presence()->set_from_ms(instant_to_ms(two_o_clock));
  request.mutable_presence()->set_to_ms(instant_to_ms(end));
  const v1::Reply presence = asker.ask_one(request);
  EXPECT_GE(presence.presence().presence().at_most_ms(),
            presence.presence().presence().at_least_ms());
  EXPECT_EQ(presence.presence().presence().about_ms(), board.presence().about_ms());
  ASSERT_EQ(presence.presence().visit_list_size(), 1);
  EXPECT_EQ(presence.presence().visit_list(0).unit(), "A1");
  EXPECT_GT(presence.presence().since_last_fixes().at_most_ms(), 0);

  request.mutable_presence()->set_zone("");
  request.mutable_presence()->set_level("force/north");
  const v1::Reply level = asker.ask_one(request);
  EXPECT_EQ(level.presence().level(), "force/north");
  EXPECT_EQ(level.presence().presence().about_ms(), board.presence().about_ms());
  EXPECT_FALSE(level.presence().has_since_last_fixes());
  request.mutable_presence()->set_zone("east");
  EXPECT_EQ(asker.ask_one(request).error().code(), v1::ERROR_CODE_MALFORMED) << "one of both";

  request.mutable_figures()->set_level("force/north");
  request.mutable_figures()->set_from_ms(instant_to_ms(two_o_clock));
  request.mutable_figures()->set_to_ms(instant_to_ms(end));
  const v1::Figures figures = asker.ask_one(request).figures();
  EXPECT_EQ(figures.frequency().visits(), 1U);
  EXPECT_EQ(figures.frequency().grade_a(), 1U);
  EXPECT_EQ(figures.patrol().about_ms(), board.presence().about_ms());
  EXPECT_EQ(figures.cell_ms(), 60'000);
  EXPECT_FALSE(figures.run().parameters_hash().empty());
  request.mutable_figures()->set_level("force/nowhere");
  EXPECT_EQ(asker.ask_one(request).error().code(), v1::ERROR_CODE_NOT_FOUND);

  request.mutable_nearest()->set_lat_e7(at_m(300, 0).lat_e7);
  request.mutable_nearest()->set_lon_e7(at_m(300, 0).lon_e7);
  const v1::Reply nearest = asker.ask_one(request);
  ASSERT_EQ(nearest.nearest().nearest_size(), 1);
  EXPECT_EQ(nearest.nearest().nearest(0).unit(), "A1");
  EXPECT_EQ(daemon.stop(), 0);
}

TEST(beatwatchd, tells_who_passed_a_gate) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
  sender.send(std::vector<event_body>{on_duty("A1", "radio-1")});
  const std::vector<int> east_m{-300, -100, 100, 300, 100, -100};
  for (std::size_t i = 0; i < east_m.size(); ++i) {
    const instant now = two_o_clock + 10s * static_cast<int>(i);
    sender.send(
        std::vector<event_body>{clock_to(now), ping_at("radio-1", now, at_m(east_m[i], 10))});
  }
  sender.send(std::vector<event_body>{clock_to(two_o_clock + 2min)});
  ASSERT_TRUE(sender.drain());
  test_asker asker(daemon.endpoints().query);
  ASSERT_TRUE(console.follow_until(asker.status().feed_number()));
  std::size_t told = 0;
  for (const auto& [key, message] : console.state()) {
    if (!key.starts_with("gate/force/north/border/")) {
      continue;
    }
    EXPECT_EQ(message.gate_passed().gate(), "border") << key;
    EXPECT_EQ(message.gate_passed().certainty(), v1::PASS_CERTAINTY_PROVED) << key;
    ++told;
  }
  EXPECT_EQ(told, 2U);

  v1::Request request;
  request.mutable_gate()->set_gate("border");
  request.mutable_gate()->set_from_ms(instant_to_ms(two_o_clock));
  request.mutable_gate()->set_to_ms(instant_to_ms(two_o_clock + 2min));
  const v1::GateAnswer answer = asker.ask_one(request).gate();
  ASSERT_EQ(answer.passes_size(), 2);
  EXPECT_TRUE(answer.passes(0).left_to_right()) << "eastwards across a line to the north";
  EXPECT_EQ(answer.passes(0).unit(), "A1");
  EXPECT_EQ(answer.left_to_right().at_least(), 1U);
  EXPECT_EQ(answer.right_to_left().at_most(), 1U);
  EXPECT_FALSE(answer.run().zone_set_hash().empty());
  request.mutable_gate()->set_gate("east");
  EXPECT_EQ(asker.ask_one(request).error().code(), v1::ERROR_CODE_NOT_FOUND) << "a zone";
  EXPECT_EQ(daemon.stop(), 0);
}

TEST(beatwatchd, suggests_the_nearest_unit_when_an_incident_opens) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("cad", daemon.endpoints().ingest);
  sender.send(std::vector<event_body>{
      on_duty("A1", "radio-1"),
      on_duty("B2", "radio-2"),
      status_of("A1", unit_status::available, two_o_clock),
      status_of("B2", unit_status::available, two_o_clock),
      ping_at("radio-1", two_o_clock, at_m(60, 10)),
      ping_at("radio-2", two_o_clock, at_m(900, 10)),
      incident_changed{.incident = {.name = "I-1",
                                    .grade = 1,
                                    .type = "burglary",
                                    .at = at_m(800, 0),
                                    .opened_at = two_o_clock}},
  });
  ASSERT_TRUE(sender.drain());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "suggestion/");
  ASSERT_EQ(console.state().size(), 1u) << "a console that joins gets it in the snapshot";
  const v1::Suggestion& made = console.state().begin()->second.suggestion_made().suggestion();
  EXPECT_EQ(made.incident(), "I-1");
  ASSERT_EQ(made.nearest_size(), 2);
  EXPECT_EQ(made.nearest(0).unit(), "B2");
}

TEST(beatwatchd, a_feed_of_the_same_events_does_not_depend_on_how_fast_the_clock_is_driven) {
  std::vector<std::vector<std::string>> feeds;
  for (const bool together : {false, true}) {
    const daemon_setup setup(driven);
    daemon_process daemon(setup.config_file());
    test_sender sender("radios", daemon.endpoints().ingest);
    std::vector<event_body> all;
    for (const auto& step : stop_in_east(5)) {
      if (together) {
        all.insert(all.end(), step.begin(), step.end());
      } else {
        sender.send(step);
        ASSERT_TRUE(sender.drain());
      }
    }
    all.push_back(clock_to(two_o_clock + 10min));
    sender.send(all);
    ASSERT_TRUE(sender.drain());
    test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
    std::vector<std::string>& feed = feeds.emplace_back();
    for (const auto& [key, message] : console.state()) {
      feed.push_back(key + " " + message.ShortDebugString());
    }
  }
  EXPECT_GT(feeds[0].size(), 3u);
  EXPECT_EQ(feeds[0], feeds[1]) << "numbers and times included";
}

TEST(beatwatchd, takes_nmea_datagrams) {
  const daemon_setup setup;
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
  asio::io_context loop;
  const std::string& bound = daemon.endpoints().udp.at("cars");
  const asio::ip::udp::endpoint server{
      asio::ip::address_v4::loopback(),
      static_cast<std::uint16_t>(std::stoi(bound.substr(bound.find(':') + 1)))};
  asio::ip::udp::socket sender(loop, asio::ip::udp::v4());
  sender.send_to(asio::buffer(std::string("$GPRMC,no checksum\r\n")), server);
  sender.send_to(asio::buffer(std::string(3000, '$')), server);
  test_asker asker(daemon.endpoints().query);
  std::map<std::string, std::uint64_t> counters;
  for (int i = 0; i < 600 && counters.size() < 2; ++i) {
    std::this_thread::sleep_for(100ms);
    const v1::StatusAnswer status = asker.status();
    for (const auto& counted : status.counters()) {
      counters[counted.source() + " " + counted.reason()] = counted.total();
    }
  }
  EXPECT_EQ(counters,
            (std::map<std::string, std::uint64_t>{{"cars datagram_too_long", 1},
                                                  {"cars missing_checksum", 1}}));
}

TEST(beatwatchd, counts_keeps_and_lists_unknown_devices) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  sender.send(ping_at("stranger", two_o_clock, at_m(10, 10)));
  sender.send(ping_at("radio-1", two_o_clock, at_m(20, 10)));
  ASSERT_TRUE(sender.drain());
  test_asker asker(daemon.endpoints().query);
  const v1::StatusAnswer status = asker.status();
  EXPECT_THAT(status.unknown_devices(), Contains("radios/stranger"));
  EXPECT_EQ(status.unknown_devices_size(), 2);
  sender.send(on_duty("A1", "radio-1"));
  sender.send(clock_to(two_o_clock + 10s));
  sender.send(ping_at("radio-1", two_o_clock + 10s, at_m(20, 10)));
  ASSERT_TRUE(sender.drain());
  EXPECT_EQ(asker.status().unknown_devices_size(), 1) << "the other one has a roster entry now";
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  EXPECT_TRUE(console.state().contains("unit/radios/stranger/ 5"));
  EXPECT_FALSE(console.state().contains("unit/radios/radio-1/ 5"));
}

TEST(beatwatchd, rejects_what_it_cannot_use_and_says_why) {
  const daemon_setup setup;
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  sender.send(clock_to(two_o_clock));
  auto reply = sender.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->reject_reason(), "clock_not_driven");
  EXPECT_EQ(reply->rejected(), 1u);
  EXPECT_EQ(reply->acknowledged_seq(), 1u) << "the number is used up";
  sender.send(tick{});
  EXPECT_EQ(sender.reply()->reject_reason(), "not_for_senders");

  test_sender nobody("nobody", daemon.endpoints().ingest);
  nobody.send(ping_at("radio-1", two_o_clock, at_m(0, 0)));
  EXPECT_EQ(nobody.reply()->reject_reason(), "unknown_source");

  test_sender hasty("cad", daemon.endpoints().ingest);
  v1::EventBatch behind_a_gap;
  behind_a_gap.set_source("cad");
  behind_a_gap.set_previous_seq(7);
  hasty.socket().send(zmq::message_t{}, zmq::send_flags::sndmore);
  hasty.socket().send(zmq::buffer(behind_a_gap.SerializeAsString()), zmq::send_flags::none);
  EXPECT_EQ(hasty.reply()->reject_reason(), "gap");
}

TEST(beatwatchd, a_wrong_option_ends_it_with_code_2) {
  for (const char* options : {"", " --confg x", " --config", " --config /tmp"}) {
    const int status =
        std::system((std::string(BEATWATCH_DAEMON) + options + " 2>/dev/null").c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 2) << options;
  }
}

TEST(beatwatchd, a_wrong_configuration_ends_it_with_code_2_and_one_line) {
  const daemon_setup setup("policing_dya_start = 07:00:00");
  daemon_process daemon(setup.config_file(), false);
  daemon.start();
  EXPECT_EQ(daemon.wait(), 2);
  const std::string log = daemon.log();
  EXPECT_THAT(log,
              HasSubstr("beatwatch.toml:23:1: clock.policing_dya_start: is not a key of this "
                        "table; did you mean \"policing_day_start\"?\n"));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
}

TEST(beatwatchd, loads_files_at_the_start_and_their_rows_only_once) {
  const daemon_setup setup(driven, R"([sources.rota]
kind = "csv"
what = "roster"
path = "roster.csv"
[sources.typed]
kind = "csv"
what = "status"
path = "status.csv")");
  const std::string roster = "unit,device,kind,person_ref,skills,vehicle,home_zone,from,to\n";
  const std::string row = "A1,radio-1,car,,,car,,2026-11-20T06:00:00Z,2026-11-20T18:00:00Z\n";
  std::ofstream(setup.folder() / "roster.csv") << roster << row;
  std::ofstream(setup.folder() / "status.csv")
      << "unit,status,at,incident\nA1,available,2026-11-20T13:00:00Z,\n";
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  EXPECT_EQ(console.state().at("unit/A1/ 6").unit_status_changed().status(),
            v1::UNIT_STATUS_AVAILABLE);
  EXPECT_THAT(daemon.log(), HasSubstr("2 new rows in files"));
  daemon.kill();
  daemon.start();
  EXPECT_THAT(daemon.log(), HasSubstr("0 new rows in files"));
  EXPECT_EQ(daemon.stop(), 0);
  std::ofstream(setup.folder() / "roster.csv")
      << roster << row << "B2,radio-2,car,,,car,,2026-11-20T06:00:00Z,2026-11-20T18:00:00Z\n";
  daemon.start();
  EXPECT_THAT(daemon.log(), HasSubstr("1 new rows in files"));
}

TEST(beatwatchd, a_wrong_file_ends_it_with_code_2_and_every_mistake) {
  const daemon_setup setup("", R"([sources.rota]
kind = "csv"
what = "status"
path = "status.csv")");
  std::ofstream(setup.folder() / "status.csv")
      << "unit,status,at,incident\nA1,availabel,2026-11-20T13:00:00Z,\nA 1,busy,noon,\n";
  daemon_process daemon(setup.config_file(), false);
  daemon.start();
  EXPECT_EQ(daemon.wait(), 2);
  EXPECT_THAT(daemon.log(), HasSubstr("status.csv:2: status: "));
  EXPECT_THAT(daemon.log(), HasSubstr("status.csv:3: unit: "));
  EXPECT_THAT(daemon.log(), HasSubstr("status.csv:3: at: "));
}

TEST(beatwatchd, a_second_one_on_the_same_journal_does_not_start) {
  const daemon_setup setup;
  daemon_process first(setup.config_file());
  daemon_process second(setup.config_file(), false);
  second.start();
  EXPECT_EQ(second.wait(), 2);
  EXPECT_TRUE(first.running());
}

TEST(beatwatchd, hostile_bytes_on_any_socket_leave_others_undisturbed) {
  const daemon_setup setup(driven);
  daemon_process daemon(setup.config_file());
  test_sender good("radios", daemon.endpoints().ingest);
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  zmq::context_t context;
  std::mt19937 random(7);
  for (const std::string& endpoint :
       {daemon.endpoints().ingest, daemon.endpoints().query, daemon.endpoints().feed}) {
    for (int i = 0; i < 60; ++i) {
      zmq::socket_t socket(context, i % 3 == 2 ? zmq::socket_type::xsub : zmq::socket_type::dealer);
      socket.set(zmq::sockopt::linger, 100);
      socket.connect(endpoint);
      const std::size_t frames = 1 + random() % 5;
      for (std::size_t f = 0; f < frames; ++f) {
        std::string bytes(f == 0 ? 0 : random() % (i % 10 == 0 ? 3'000'000 : 300), '\0');
        std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
        socket.send(zmq::buffer(bytes),
                    (f + 1 < frames ? zmq::send_flags::sndmore : zmq::send_flags::none) |
                        zmq::send_flags::dontwait);
      }
    }
    const instant now = two_o_clock + std::chrono::seconds{random() % 1000};
    good.send(ping_at("radio-1", now, at_m(10, 10)));
    ASSERT_TRUE(good.drain()) << endpoint;
  }
  EXPECT_TRUE(daemon.running());
  good.send(clock_to(two_o_clock + 2000s));
  ASSERT_TRUE(good.drain());
  test_asker asker(daemon.endpoints().query);
  const v1::StatusAnswer status = asker.status();
  EXPECT_TRUE(
      console.follow_until([&] { return console.state().contains("unit/radios/radio-1/ 5"); }));
  std::uint64_t rejects = 0;
  for (const auto& counted : status.counters()) {
    rejects += counted.source() == "ingest" || counted.source() == "query" ? counted.total() : 0;
  }
  EXPECT_GT(rejects, 0u);
}

TEST(beatwatchd, a_stalled_subscriber_ends_with_the_state_of_one_that_was_not) {
  const daemon_setup setup(driven, "[feed]\nqueued_messages = 1000");
  daemon_process daemon(setup.config_file());
  test_sender sender("radios", daemon.endpoints().ingest);
  test_subscriber reading(daemon.endpoints().feed, daemon.endpoints().query, "", 100'000);
  test_subscriber stalled(daemon.endpoints().feed, daemon.endpoints().query, "", 10);
  ASSERT_TRUE(reading.joined());
  ASSERT_TRUE(stalled.joined());
  ASSERT_EQ(stalled.resynchronisations(), 0);
  test_asker asker(daemon.endpoints().query);
  std::uint64_t newest = 0;
  for (int s = 1; s <= 300; ++s) {
    const instant now = two_o_clock + std::chrono::seconds{s};
    std::vector<event_body> step{clock_to(now)};
    for (int device = 0; device < 100; ++device) {
      step.push_back(ping_at("radio-" + std::to_string(device), now, at_m(s % 100, device)));
    }
    sender.send(step);
    ASSERT_TRUE(sender.drain());
    newest = asker.status().feed_number();
    ASSERT_TRUE(reading.follow_until(newest));
  }
  ASSERT_TRUE(stalled.follow_until(newest));
  reading.follow(1500ms);
  stalled.follow(1500ms);
  EXPECT_EQ(reading.resynchronisations(), 0);
  EXPECT_GE(stalled.resynchronisations(), 1) << "it saw that it lost messages";
  EXPECT_LT(stalled.messages().size(), reading.messages().size());
  ASSERT_EQ(stalled.state().size(), reading.state().size());
  for (const auto& [key, message] : reading.state()) {
    EXPECT_EQ(stalled.state().at(key).SerializeAsString(), message.SerializeAsString()) << key;
  }
}

}  // namespace
}  // namespace beatwatch
