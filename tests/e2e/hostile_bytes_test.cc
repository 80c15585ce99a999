#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <list>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "adapters/transport/asio.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/rude_peer.h"
#include "tests/support/sanitizer.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using asio::ip::udp;

constexpr long growth_max_kib = 96L * 1024 * sanitizer_factor;

long resident_kib(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmRSS:")) {
      return std::stol(line.substr(6));
    }
  }
  return 0;
}

std::uint16_t port_of(const std::string& endpoint) {
  return static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
}

std::string random_bytes(std::mt19937_64& random, std::size_t size) {
  std::string bytes(size, '\0');
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
  return bytes;
}

class attacker {
 public:
  explicit attacker(const daemon_endpoints& victim) : victim_(victim) {}

  // No ZeroMQ at all, or a greeting and then a frame that claims to be 2^62 bytes long.
  void raw_tcp(const std::string& endpoint) {
    std::string greeting("\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL", 16);
    greeting.resize(64, '\0');
    const std::string endless("\2\x40\0\0\0\0\0\0\0", 9);
    for (const std::string& bytes : {random_bytes(random_, 5000),
                                     greeting + endless + random_bytes(random_, 3000),
                                     greeting}) {
      tcp::socket& socket = sockets_.emplace_back(loop_);
      socket.connect({asio::ip::address_v4::loopback(), port_of(endpoint)});
      boost::system::error_code closed;
      asio::write(socket, asio::buffer(bytes), closed);
    }
  }

  // Not through libzmq, which ends its own process when a peer drops it in mid-message (4.3.4,
  // session_base.cpp).
  void frames(const std::string& endpoint) {
    const std::size_t count = 1 + random_() % 6;
    std::string bytes;
    for (std::size_t f = 0; f < count; ++f) {
      const std::size_t bound = random_() % 8 == 0 ? 2'000'000 : 400;
      const std::string part =
          f == 0 && random_() % 2 == 0 ? std::string() : random_bytes(random_, random_() % bound);
      bytes += zmtp_frame(part, f + 1 < count);
    }
    peers_.emplace_back(loop_, endpoint, "DEALER").push(bytes);
    if (peers_.size() > peers_max) {
      peers_.pop_front();
    }
  }

  // Topics that nobody publishes, as long as a frame may be.
  void subscriptions() {
    zmq::socket_t& socket = subscribers_.emplace_back(context_, zmq::socket_type::xsub);
    socket.set(zmq::sockopt::linger, 0);
    socket.connect(victim_.feed);
    for (int i = 0; i < 300; ++i) {
      socket.send(zmq::buffer('\1' + random_bytes(random_, 1 + random_() % 200)),
                  zmq::send_flags::dontwait);
    }
  }

  void datagrams() {
    udp::socket socket(loop_, udp::v4());
    const udp::endpoint to{asio::ip::address_v4::loopback(), port_of(victim_.udp.at("cars"))};
    for (int i = 0; i < 200; ++i) {
      const std::string bytes = random_bytes(random_, random_() % (i % 10 == 0 ? 60'000 : 1500));
      socket.send_to(asio::buffer(bytes), to);
      socket.send_to(asio::buffer("$GPRMC," + bytes.substr(0, 60) + "*00\r\n"), to);
    }
  }

  void round() {
    for (const std::string& endpoint : {victim_.ingest, victim_.query, victim_.feed}) {
      raw_tcp(endpoint);
      for (int i = 0; i < 10; ++i) {
        frames(endpoint);
      }
    }
    subscriptions();
    datagrams();
  }

 private:
  const daemon_endpoints& victim_;
  std::mt19937_64 random_{6};
  asio::io_context loop_;
  std::list<tcp::socket> sockets_;
  static constexpr std::size_t peers_max = 100;
  std::list<rude_peer> peers_;
  zmq::context_t context_;
  std::list<zmq::socket_t> subscribers_;
};

TEST(hostile_bytes, on_every_socket_disturb_nobody_and_take_no_memory) {
  const daemon_setup setup(busy_shift_clock);
  daemon_process daemon(setup.config_file());
  test_sender good("radios", daemon.endpoints().ingest);
  test_subscriber console(daemon.endpoints().feed, daemon.endpoints().query, "unit/", 1'000'000);
  ASSERT_TRUE(console.joined());
  test_asker asker(daemon.endpoints().query);
  const auto shift = busy_shift({.units = 20, .steps = 60, .disorder = false});
  attacker enemy(daemon.endpoints());
  long before = 0;
  std::chrono::steady_clock::duration slowest{};
  for (std::size_t step = 0; step < shift.size(); ++step) {
    if (step % 2 == 1) {
      enemy.round();
    }
    const auto sent_at = std::chrono::steady_clock::now();
    good.send(shift[step]);
    ASSERT_TRUE(good.drain()) << "step " << step;
    slowest = std::max(slowest, std::chrono::steady_clock::now() - sent_at);
    console.follow(1ms);
    if (step == shift.size() / 3) {
      before = resident_kib(daemon.pid());  // buffers and pools have grown to their size
    }
  }
  ASSERT_TRUE(daemon.running());
  const long after = resident_kib(daemon.pid());
  EXPECT_GT(before, 0);
  EXPECT_LT(after - before, growth_max_kib);
  EXPECT_LT(slowest, 20s * sanitizer_factor) << "on a machine that is busy with other things";
  RecordProperty("resident_kib_before", std::to_string(before));
  RecordProperty("resident_kib_after", std::to_string(after));

  EXPECT_EQ(good.rejected(), 0u);
  good.send(clock_advanced{.to = busy_shift_begin + 1h});
  ASSERT_TRUE(good.drain());
  const v1::StatusAnswer status = asker.status();
  const auto moves = [&] {
    return std::ranges::count_if(console.messages(), &v1::FeedMessage::has_unit_moved);
  };
  EXPECT_TRUE(console.follow_until([&] { return moves() >= 20 * 60; }));
  EXPECT_EQ(moves(), 20 * 60);
  EXPECT_EQ(console.resynchronisations(), 0);
  std::map<std::string, std::uint64_t> rejects;
  for (const auto& counted : status.counters()) {
    rejects[counted.source()] += counted.total();
  }
  EXPECT_GT(rejects["ingest"], 0u);
  EXPECT_GT(rejects["query"], 0u);
  EXPECT_GT(rejects["cars"], 0u);
  EXPECT_EQ(rejects["radios"], 0u);
}

}  // namespace
}  // namespace beatwatch
