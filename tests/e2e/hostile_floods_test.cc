#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <list>
#include <random>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"
#include "tests/support/busy_shift.h"
#include "tests/support/daemon_clients.h"
#include "tests/support/daemon_process.h"
#include "tests/support/rude_peer.h"
#include "tests/support/sanitizer.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

constexpr long mebibyte = 1024L * sanitizer_factor;

// The most memory that a process has had.
long peak_kib(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmHWM:")) {
      return std::stol(line.substr(6));
    }
  }
  return 0;
}

std::uint64_t cut_off(const v1::StatusAnswer& status, const std::string& socket) {
  for (const auto& counted : status.counters()) {
    if (counted.source() == socket && counted.reason() == "cut_off") {
      return counted.total();
    }
  }
  return 0;
}

// A shift that goes on beside the flood, and what an honest console sees of it.
class hostile_floods : public ::testing::Test {
 protected:
  static constexpr int units = 20;
  static constexpr int steps = 60 / sanitizer_factor;

  void SetUp() override { ASSERT_TRUE(console_.joined()); }

  // One step for each call of `flood`; what the server's memory grew by at its peak.
  template <typename Flood>
  long grown_kib(Flood flood) {
    const auto shift = busy_shift({.units = units, .steps = steps, .disorder = false});
    const long before = peak_kib(daemon_.pid());
    RecordProperty("before_kib", std::to_string(before));
    for (const auto& step : shift) {
      flood();
      sender_.send(step);
      EXPECT_TRUE(sender_.drain());
      console_.follow(1ms);
    }
    return peak_kib(daemon_.pid()) - before;
  }

  void expect_nobody_disturbed() {
    const auto moves = [&] {
      return std::ranges::count_if(console_.messages(), &v1::FeedMessage::has_unit_moved);
    };
    EXPECT_TRUE(console_.follow_until([&] { return moves() >= units * steps; }));
    EXPECT_EQ(moves(), units * steps);
    EXPECT_EQ(console_.resynchronisations(), 0);
    EXPECT_EQ(sender_.rejected(), 0u);
    EXPECT_TRUE(daemon_.running());
  }

  // Counts reach the journal with the next batch.
  std::uint64_t cut_off_count(const std::string& socket) {
    std::uint64_t count = 0;
    for (int i = 0; i < 100 && count == 0; ++i) {
      sender_.send(clock_advanced{.to = busy_shift_begin + 1h});
      EXPECT_TRUE(sender_.drain());
      test_asker asker(daemon_.endpoints().query);
      count = cut_off(asker.status(), socket);
    }
    RecordProperty("cut_off", std::to_string(count));
    return count;
  }

  // A hundred prefixes that begin differently.
  std::string random_subscriptions() {
    std::string bytes;
    for (int i = 0; i < 100; ++i) {
      std::string prefix = std::to_string(random_());
      prefix.insert(prefix.begin(), '\1');
      prefix.resize(400, 'x');
      bytes += zmtp_frame(prefix, false);
    }
    return bytes;
  }

  daemon_setup setup_{busy_shift_clock};
  daemon_process daemon_{setup_.config_file()};
  test_sender sender_{"radios", daemon_.endpoints().ingest};
  test_subscriber console_{daemon_.endpoints().feed, daemon_.endpoints().query, "unit/", 1'000'000};
  asio::io_context loop_;
  std::mt19937_64 random_{8};
};

TEST_F(hostile_floods, of_subscriptions_are_cut_off) {
  std::list<rude_peer> peers;
  std::size_t sent = 0;
  const long grown = grown_kib([&] {
    while (peers.size() < 4) {
      peers.emplace_back(loop_, daemon_.endpoints().feed, "SUB");
    }
    for (int i = 0; i < 100; ++i) {
      const std::string subscriptions = random_subscriptions();
      for (auto peer = peers.begin(); peer != peers.end();) {
        const std::size_t before = peer->sent();
        const bool stands = peer->push(subscriptions);
        sent += peer->sent() - before;
        peer = stands ? std::next(peer) : peers.erase(peer);
      }
    }
  });
  RecordProperty("sent_kib", std::to_string(sent / 1024));
  RecordProperty("grown_kib", std::to_string(grown));
  EXPECT_LT(grown, 256 * mebibyte);
  EXPECT_GT(cut_off_count("feed"), 0u);
  expect_nobody_disturbed();
}

TEST_F(hostile_floods, of_frames_without_end_are_cut_off) {
  const std::string part = zmtp_frame(std::string(1 << 20, 'x'), true);
  std::list<rude_peer> peers;
  std::size_t sent = 0;
  const long grown = grown_kib([&] {
    if (peers.empty()) {
      peers.emplace_back(loop_, daemon_.endpoints().ingest, "DEALER");
    }
    for (int i = 0; i < 100 && !peers.empty(); ++i) {
      const std::size_t before = peers.front().sent();
      const bool stands = peers.front().push(part);
      sent += peers.front().sent() - before;
      if (!stands) {
        peers.pop_front();
      }
    }
  });
  RecordProperty("sent_kib", std::to_string(sent / 1024));
  RecordProperty("grown_kib", std::to_string(grown));
  EXPECT_LT(grown, 192 * mebibyte);
  EXPECT_GT(cut_off_count("ingest"), 0u);
  expect_nobody_disturbed();
}

TEST_F(hostile_floods, of_connections_are_cut_off) {
  rlimit files{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  if (files.rlim_max < 4096) {
    GTEST_SKIP() << "needs 4,096 open files, the limit is " << files.rlim_max;
  }
  files.rlim_cur = files.rlim_max;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
  std::list<rude_peer> peers;
  const long grown = grown_kib([&] {
    for (int i = 0; i < 1500 / steps; ++i) {
      peers.emplace_back(loop_, daemon_.endpoints().feed, "SUB");
    }
  });
  RecordProperty("grown_kib", std::to_string(grown));
  EXPECT_LT(grown, 128 * mebibyte);
  EXPECT_GE(cut_off_count("feed"), 400u) << "1,500 came, and 1,000 may stay";
  expect_nobody_disturbed();
}

}  // namespace
}  // namespace beatwatch
