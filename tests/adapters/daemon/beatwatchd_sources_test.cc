#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>

#include "adapters/sources/hexadecimal.h"
#include "adapters/sources/rfc3339.h"
#include "engine/event.h"
#include "tests/adapters/sources/nmea_sentence.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/daemon_setup.h"
#include "tests/support/stream_peer.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

/// Sources whose clock stands at the afternoon of the vectors.
const std::string of_that_day = "kind = \"driven\"\nstart = 2026-06-15T14:16:00Z\n";

std::string source(const std::string& name, const std::string& kind, const std::string& keys = "") {
  return "[sources." + name + "]\nkind = \"" + kind + "\"\nbind = \"127.0.0.1:0\"\n" + keys;
}

std::string octets(std::string_view hex) { return hex_to_octets(hex).value(); }

const std::string identity = octets("000F333536333037303432343431303133");
const std::string three_records = octets(
    "000000000000007C08030000019ECBA32FD001FFECFBA41EB263440023010F0E0057EF0503EF01F00115040142"
    "36A301100012D687000000019ECBA333B800FEA9CE701FE08430FFFD0000000000000202EF00F0000000000000"
    "019ECBA3399402FEDF8C401F48C23000780167090003EC0302EF01EC010000014E0102030405060708030000"
    "B11A");

std::vector<ping> pings_in(const daemon_setup& setup, const std::string& source) {
  std::vector<ping> pings;
  for (const journal_row& row : rows_of_journal(setup.journal())) {
    for (const event& e : row.events) {
      if (e.source == source && std::holds_alternative<ping>(e.body)) {
        pings.push_back(std::get<ping>(e.body));
      }
    }
  }
  return pings;
}

/// What the server has counted, "source reason" -> total, once `enough` holds of it; counts are
/// told within a second or with the next step of a driven clock.
template <typename Enough>
std::map<std::string, std::uint64_t> counted(daemon_process& daemon, Enough enough) {
  test_asker asker(daemon.endpoints().query);
  std::map<std::string, std::uint64_t> counters;
  for (int i = 0; i < 300; ++i) {
    counters.clear();
    const v1::StatusAnswer status = asker.status();
    for (const auto& each : status.counters()) {
      counters[each.source() + " " + each.reason()] = each.total();
    }
    if (enough(counters)) {
      break;
    }
    std::this_thread::sleep_for(100ms);
  }
  return counters;
}

TEST(beatwatchd_sources, acknowledge_a_tracker_only_once_its_records_are_on_disk) {
  const daemon_setup setup(of_that_day, source("cars8", "teltonika_tcp"));
  daemon_process daemon(setup.config_file());
  stream_peer tracker(daemon.endpoints().tcp.at("cars8"));
  tracker.send(identity);
  EXPECT_EQ(tracker.receive(1), "\x01");
  tracker.send(three_records.substr(0, 50));
  tracker.send(three_records.substr(50) + "\xFF");
  EXPECT_EQ(tracker.receive(4), octets("00000003"));
  daemon.kill();
  const std::vector<ping> pings = pings_in(setup, "cars8");
  ASSERT_EQ(pings.size(), 2U) << "what was acknowledged survives";
  EXPECT_EQ(pings[0].device, "356307042441013");
  EXPECT_EQ(pings[0].ignition, true);
  EXPECT_EQ(pings[0].moving, true);
  EXPECT_EQ(pings[1].trigger, ping_trigger::emergency);
}

TEST(beatwatchd_sources, take_a_backlog_that_is_sent_again_once_only) {
  const daemon_setup setup(of_that_day, source("cars8", "teltonika_tcp"));
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "");
  ASSERT_TRUE(console.joined());
  for (int again = 0; again < 3; ++again) {
    stream_peer tracker(daemon.endpoints().tcp.at("cars8"));
    tracker.send(identity + three_records);
    EXPECT_EQ(tracker.receive(5), octets("0100000003"));
  }
  test_sender clock("radios", daemon.endpoints().ingest);
  clock.send(clock_advanced{.to = parse_rfc3339("2026-06-15T14:17:00Z").value()});
  ASSERT_TRUE(clock.drain());
  ASSERT_TRUE(console.follow_until(test_asker(daemon.endpoints().query).status().feed_number()));
  std::multiset<std::int64_t> moved;
  for (const v1::FeedMessage& message : console.messages()) {
    if (message.has_unit_moved()) {
      moved.insert(message.unit_moved().observed_at_ms());
    }
  }
  EXPECT_FALSE(moved.empty());
  EXPECT_EQ(moved.size(), (std::set<std::int64_t>{moved.begin(), moved.end()}.size()))
      << "a record that is sent again moves nobody";
}

TEST(beatwatchd_sources, answer_a_tracker_by_udp) {
  const daemon_setup setup(of_that_day, source("cars8", "teltonika_udp"));
  daemon_process daemon(setup.config_file());
  asio::io_context loop;
  asio::ip::udp::socket socket(loop, asio::ip::udp::v4());
  socket.send_to(asio::buffer(octets("00441234017F000F33353633303730343234343130313308010000019ECBA"
                                     "32FD001FFECFBA41EB26344002301"
                                     "0F0E0057EF0503EF01F0011504014236A301100012D6870001")),
                 endpoint_of<asio::ip::udp::endpoint>(daemon.endpoints().udp.at("cars8")));
  std::string answer(64, '\0');
  answer.resize(socket.receive(asio::buffer(answer)));
  EXPECT_EQ(answer, octets("00051234017F01"));
  daemon.kill();
  EXPECT_EQ(pings_in(setup, "cars8").size(), 1U);
}

TEST(beatwatchd_sources, hear_radios_and_cars_over_every_socket) {
  const daemon_setup setup(of_that_day,
                           source("lip-u", "lip_udp", "envelope = \"tsi\"\n") +
                               source("lip-t", "lip_tcp") + source("pei", "pei_tcp") +
                               source("taip-t", "taip_tcp", "clock_ahead_s = 18\n") +
                               source("taip-u", "taip_udp") + source("nmea-t", "nmea_tcp"));
  daemon_process daemon(setup.config_file());
  const auto& tcp = daemon.endpoints().tcp;
  const auto& udp = daemon.endpoints().udp;
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/");
  ASSERT_TRUE(console.joined());

  asio::io_context loop;
  asio::ip::udp::socket datagrams(loop, asio::ip::udp::v4());
  const auto send = [&](const std::string& bytes, const std::string& to) {
    datagrams.send_to(asio::buffer(bytes), endpoint_of<asio::ip::udp::endpoint>(udp.at(to)));
  };
  const std::string report = octets("0A0FE6825A602651388810");
  send(octets("3A800712D687") + report, "lip-u");
  send(">RPV51360+5150073-0001246304027112;ID=PC02<", "taip-u");
  stream_peer gateway(tcp.at("lip-t"));
  gateway.send(octets("000E12D688") + report + octets("000E12D689") + report);
  stream_peer radio(tcp.at("pei"));
  radio.send("\r\nOK\r\n+CTSDSR: 12,77,0,9876543,0,84\r\n0A0FE6825A602651388810\r\n");
  stream_peer router(tcp.at("taip-t"));
  router.send("noise>RPV51378+5150073-0001246304027112;ID=PC01;*6");
  router.send("B<>RPV51378+5150073-0001246304027112;ID=PC03<");
  stream_peer receiver(tcp.at("nmea-t"));
  receiver.send(
      nmea_sentence("GPRMC,141600.00,A,5238.21400,N,00107.98800,W,19.438,084.4,150626,,,A") +
      "\r\n");

  const std::set<std::string> expected{"unit/lip-t/1234568/ 5",
                                       "unit/lip-t/1234569/ 5",
                                       "unit/lip-u/234-7-1234567/ 5",
                                       "unit/nmea-t/127.0.0.1/ 5",
                                       "unit/pei/77/ 5",
                                       "unit/taip-t/PC03/ 5",
                                       "unit/taip-u/PC02/ 5"};
  const auto heard = [&] {
    std::set<std::string> units;
    for (const auto& [key, message] : console.state()) {
      if (message.has_unit_moved()) {
        units.insert(key);
      }
    }
    return units;
  };
  EXPECT_TRUE(console.follow_until([&] { return heard() == expected; }))
      << testing::PrintToString(heard());
}

TEST(beatwatchd_sources, time_out_the_silent_and_bound_the_number_of_peers) {
  const daemon_setup setup(
      "", source("cars8", "teltonika_tcp", "silence_max_s = 2\nconnections_max = 2\n"));
  daemon_process daemon(setup.config_file());
  const std::string& bound = daemon.endpoints().tcp.at("cars8");
  stream_peer one(bound);
  stream_peer two(bound);
  stream_peer three(bound);
  two.send("\xFF");
  EXPECT_TRUE(three.closes());
  EXPECT_TRUE(one.closes());
  EXPECT_TRUE(two.closes());
  stream_peer stranger(bound);
  stranger.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_TRUE(stranger.closes(1s)) << "no frame begins like that";
  const auto counters =
      counted(daemon, [](const auto& all) { return all.contains("cars8 bad_preamble_or_imei"); });
  EXPECT_EQ(counters,
            (std::map<std::string, std::uint64_t>{{"cars8 bad_preamble_or_imei", 1},
                                                  {"cars8 timed_out", 2},
                                                  {"cars8 too_many_connections", 1}}));
}

TEST(beatwatchd_sources, a_flood_of_one_delays_no_other) {
  const daemon_setup setup("",
                           source("calm", "teltonika_tcp") +
                               source("loud", "nmea_tcp", "messages_per_s = 2000\n") +
                               source("loud-u", "taip_udp", "messages_per_s = 100\n"));
  daemon_process daemon(setup.config_file());
  stream_peer calm(daemon.endpoints().tcp.at("calm"));
  calm.send(identity);
  ASSERT_EQ(calm.receive(1), "\x01");

  std::atomic<bool> over = false;
  std::jthread flood([&] {
    stream_peer loud(daemon.endpoints().tcp.at("loud"));
    std::string lines;
    for (int i = 0; i < 1'000; ++i) {
      lines += "$GPRMC,nonsense*00\r\n";
    }
    asio::io_context loop;
    asio::ip::udp::socket socket(loop, asio::ip::udp::v4());
    const auto to = endpoint_of<asio::ip::udp::endpoint>(daemon.endpoints().udp.at("loud-u"));
    for (int i = 0; i < 3 && !over; ++i) {
      loud.send(lines);
      for (int d = 0; d < 1'000; ++d) {
        socket.send_to(asio::buffer(std::string(">QPV<")), to);
      }
    }
    while (!over) {
      std::this_thread::sleep_for(10ms);
    }
  });
  std::chrono::steady_clock::duration slowest{};
  for (int i = 0; i < 100; ++i) {
    const auto sent_at = std::chrono::steady_clock::now();
    calm.send(three_records);
    ASSERT_EQ(calm.receive(4), octets("00000003"));
    slowest = std::max(slowest, std::chrono::steady_clock::now() - sent_at);
  }
  over = true;
  EXPECT_LT(slowest, 2s) << "on a machine that is busy with other tests as well";
  const auto counters = counted(daemon, [](const auto& all) {
    const auto datagrams = all.find("loud-u throttled");
    return all.contains("loud throttled") && datagrams != all.end() && datagrams->second > 2'000;
  });
  EXPECT_GE(counters.at("loud throttled"), 1U);
  EXPECT_EQ(counters.at("loud-u throttled") + counters.at("loud-u not_a_response"), 3'000U)
      << "each datagram is accounted for";
}

}  // namespace
}  // namespace beatwatch
