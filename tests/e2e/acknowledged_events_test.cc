#include <gtest/gtest.h>
#include <signal.h>
#include <spdlog/fmt/fmt.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "adapters/transport/asio.h"
#include "tests/adapters/sources/nmea_sentence.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// Device, time of observation, latitude and longitude; and how often.
using ping_counts =
    std::map<std::tuple<std::string, std::int64_t, std::int32_t, std::int32_t>, int>;

void add(const std::string& source, const ping& p, ping_counts& counts) {
  ++counts[{source + "/" + p.device, instant_to_ms(p.observed_at), p.at.lat_e7, p.at.lon_e7}];
}

ping_counts pings_in(const std::filesystem::path& journal, const std::string& source) {
  ping_counts counts;
  for (const journal_row& row : rows_of_journal(journal)) {
    for (const event& e : row.events) {
      if (e.source == source && std::holds_alternative<ping>(e.body)) {
        add(source, std::get<ping>(e.body), counts);
      }
    }
  }
  return counts;
}

ping_counts moves_in(const std::vector<v1::FeedMessage>& messages) {
  ping_counts counts;
  for (const v1::FeedMessage& message : messages) {
    if (message.has_unit_moved()) {
      const v1::UnitMoved& moved = message.unit_moved();
      ++counts[{moved.device(), moved.observed_at_ms(), moved.lat_e7(), moved.lon_e7()}];
    }
  }
  return counts;
}

std::size_t total_of(const ping_counts& counts) {
  std::size_t total = 0;
  for (const auto& [key, times] : counts) {
    total += static_cast<std::size_t>(times);
  }
  return total;
}

std::uint64_t counter(const v1::StatusAnswer& status,
                      const std::string& source,
                      const std::string& reason) {
  for (const auto& counted : status.counters()) {
    if (counted.source() == source && counted.reason() == reason) {
      return counted.total();
    }
  }
  return 0;
}

TEST(acknowledged_events, journal_and_subscriber_hold_exactly_the_events_sent) {
  const daemon_setup setup(busy_shift_clock);
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "", 1'000'000);
  ASSERT_TRUE(console.joined());
  std::uint64_t number = console.number();  // zones and roads of the start
  test_sender sender("radios", daemon.endpoints().ingest);
  ping_counts sent;
  std::size_t events = 0;
  for (const auto& step : busy_shift({.units = 50, .steps = 200, .disorder = false})) {
    for (const event_body& body : step) {
      if (const auto* p = std::get_if<ping>(&body)) {
        add("radios", *p, sent);
      }
    }
    events += step.size();
    sender.send(step);
  }
  ASSERT_TRUE(sender.drain());
  EXPECT_EQ(sender.rejected(), 0u);
  test_asker asker(daemon.endpoints().query);
  ASSERT_TRUE(console.follow_until(asker.status().feed_number()));

  EXPECT_EQ(total_of(sent), 10'000u);
  EXPECT_EQ(pings_in(setup.journal(), "radios"), sent);
  EXPECT_EQ(moves_in(console.messages()), sent);
  EXPECT_EQ(console.resynchronisations(), 0);
  std::size_t journalled = 0;
  for (const journal_row& row : rows_of_journal(setup.journal())) {
    for (const event& e : row.events) {
      journalled += e.source == "radios" ? 1 : 0;
    }
  }
  EXPECT_EQ(journalled, events) << "roster, status and clock too";
  for (const v1::FeedMessage& message : console.messages()) {
    ASSERT_EQ(message.number(), ++number) << "without holes";
  }
}

TEST(acknowledged_events, what_the_engine_does_not_use_is_journalled_and_told_with_its_reason) {
  const daemon_setup setup(busy_shift_clock);
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "", 1'000'000);
  ASSERT_TRUE(console.joined());
  test_sender sender("radios", daemon.endpoints().ingest);
  ping_counts sent;
  for (const auto& step : busy_shift({.units = 30, .steps = 150})) {
    for (const event_body& body : step) {
      if (const auto* p = std::get_if<ping>(&body)) {
        add("radios", *p, sent);
      }
    }
    sender.send(step);
  }
  sender.send(clock_advanced{.to = busy_shift_begin + 1h});
  ASSERT_TRUE(sender.drain());
  test_asker asker(daemon.endpoints().query);
  const v1::StatusAnswer status = asker.status();
  ASSERT_TRUE(console.follow_until(status.feed_number()));
  EXPECT_EQ(pings_in(setup.journal(), "radios"), sent);
  std::uint64_t doubled = 0;
  for (const auto& [key, times] : sent) {
    doubled += static_cast<std::uint64_t>(times - 1);
  }
  std::uint64_t told = 0;
  for (const v1::FeedMessage& message : console.messages()) {
    told +=
        message.has_ping_rejected() && message.ping_rejected().reason() == v1::PING_REJECT_DUPLICATE
            ? 1
            : 0;
  }
  EXPECT_GT(doubled, 0u);
  EXPECT_EQ(told, doubled);
  EXPECT_EQ(counter(status, "radios", "duplicate"), doubled);
}

std::string rmc(int device, int second) {
  return nmea_tag(fmt::format("s:car{}", device)) +
         nmea_sentence(fmt::format("GPRMC,14{:02}{:02}.00,A,5239.{:04},N,00107.{:04},W,010.0,090.0,"
                                   "201126,,,A",
                                   second / 60,
                                   second % 60,
                                   second,
                                   8000 + device)) +
         "\r\n";
}

TEST(acknowledged_events, what_came_by_udp_is_journalled_or_counted_as_lost) {
  const daemon_setup setup(busy_shift_clock,
                           "[sources.vans]\nkind = \"nmea_udp\"\nbind = \"127.0.0.1:0\"\n"
                           "receive_buffer_bytes = 65536\n");
  daemon_process daemon(setup.config_file());
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/", 1'000'000);
  ASSERT_TRUE(console.joined());
  test_sender clock("radios", daemon.endpoints().ingest);
  clock.send(clock_advanced{.to = busy_shift_begin + 1h});
  ASSERT_TRUE(clock.drain());

  asio::io_context loop;
  const std::string& bound = daemon.endpoints().udp.at("vans");
  const asio::ip::udp::endpoint server{
      asio::ip::address_v4::loopback(),
      static_cast<std::uint16_t>(std::stoi(bound.substr(bound.find(':') + 1)))};
  asio::ip::udp::socket socket(loop, asio::ip::udp::v4());
  std::uint64_t sent = 0;
  const auto send_second = [&](int second) {
    for (int device = 0; device < 20; ++device) {
      socket.send_to(asio::buffer(rmc(device, second)), server);
      ++sent;
    }
  };
  ::kill(daemon.pid(), SIGSTOP);
  for (int second = 0; second < 200; ++second) {
    send_second(second);  // more than its buffer holds
  }
  ::kill(daemon.pid(), SIGCONT);
  test_asker asker(daemon.endpoints().query);
  std::uint64_t taken = 0;
  v1::StatusAnswer status;
  for (int second = 200; second < 260 && taken < sent; ++second) {
    send_second(second);  // each tells what was lost before it
    for (int i = 0; i < 20 && taken < sent; ++i) {
      std::this_thread::sleep_for(50ms);
      clock.send(clock_advanced{.to = busy_shift_begin + 1h + std::chrono::seconds{second}});
      ASSERT_TRUE(clock.drain());
      status = asker.status();
      taken = total_of(pings_in(setup.journal(), "vans")) + counter(status, "vans", "lost");
    }
  }
  EXPECT_EQ(taken, sent);
  EXPECT_GT(counter(status, "vans", "lost"), 0u) << "nothing was lost: it proves nothing";
  const ping_counts journalled = pings_in(setup.journal(), "vans");
  EXPECT_TRUE(console.follow_until(
      [&] { return total_of(moves_in(console.messages())) >= total_of(journalled); }));
  EXPECT_EQ(moves_in(console.messages()), journalled);
  EXPECT_EQ(console.resynchronisations(), 0);
}

}  // namespace
}  // namespace beatwatch
