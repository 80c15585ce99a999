#include "adapters/transport/tcp_source.h"

#include <gtest/gtest.h>

#include <chrono>
#include <list>
#include <map>
#include <string>

#include "tests/support/run_until.h"

namespace beatwatch {
namespace {

using tcp = asio::ip::tcp;
using namespace std::chrono_literals;

const tcp::endpoint any_port{asio::ip::address_v4::loopback(), 0};

/// Each octet is a message; '!' cannot be understood, '?' is answered.
class octet_source {
 public:
  explicit octet_source(const tcp_limits& limits) : source_(loop, any_port, limits) {
    asio::co_spawn(
        loop,
        source_.run({.accept =
                         [this](const std::shared_ptr<tcp_link>& link) {
                           ++accepted;
                           return std::make_unique<reader>(*this, link);
                         },
                     .has_room = [this] { return has_room; },
                     .count = [this](std::string_view why) { ++counts[std::string(why)]; }}),
        asio::detached);
  }

  tcp::socket& connect() {
    tcp::socket& socket = sockets_.emplace_back(loop);
    socket.connect(source_.local_endpoint());
    return socket;
  }

  /// Whether the server closed it.
  bool closed(tcp::socket& socket) {
    socket.non_blocking(true);
    char octet = 0;
    boost::system::error_code error;
    socket.read_some(asio::buffer(&octet, 1), error);
    return error == asio::error::eof || error == asio::error::connection_reset;
  }

  asio::io_context loop;
  std::string text;
  int accepted = 0;
  int finished = 0;
  bool has_room = true;
  std::map<std::string, int> counts;

 private:
  class reader : public tcp_reader {
   public:
    reader(octet_source& all, std::weak_ptr<tcp_link> link) : all_(all), link_(std::move(link)) {}
    tcp_taken take(std::string_view bytes) override {
      all_.text += bytes;
      if (bytes.find('?') != std::string_view::npos) {
        link_.lock()->send("yes");
      }
      const bool trickle = bytes == ".";
      return {.messages = trickle ? 0 : bytes.size(),
              .give_up = bytes.find('!') != std::string_view::npos};
    }
    void finish() override { ++all_.finished; }

   private:
    octet_source& all_;
    std::weak_ptr<tcp_link> link_;
  };

  tcp_source source_;
  std::list<tcp::socket> sockets_;
};

TEST(tcp_source, reads_answers_and_sees_the_end) {
  octet_source server{{}};
  tcp::socket& peer = server.connect();
  asio::write(peer, asio::buffer(std::string("one?")));
  ASSERT_TRUE(run_until(server.loop, [&] { return server.text == "one?"; }));
  ASSERT_TRUE(run_until(server.loop, [&] { return peer.available() == 3; }));
  peer.close();
  EXPECT_TRUE(run_until(server.loop, [&] { return server.finished == 1; }));
  EXPECT_TRUE(server.counts.empty());
}

TEST(tcp_source, closes_what_it_cannot_understand) {
  octet_source server{{}};
  tcp::socket& peer = server.connect();
  asio::write(peer, asio::buffer(std::string("!")));
  EXPECT_TRUE(run_until(server.loop, [&] { return server.closed(peer); }));
}

TEST(tcp_source, times_out_who_is_silent_or_only_trickles) {
  octet_source server{{.silence_max = 200ms}};
  tcp::socket& silent = server.connect();
  tcp::socket& trickling = server.connect();
  tcp::socket& alive = server.connect();
  const auto begin = std::chrono::steady_clock::now();
  auto next = begin;
  EXPECT_TRUE(run_until(server.loop, [&] {
    if (std::chrono::steady_clock::now() >= next) {
      boost::system::error_code closed;
      asio::write(trickling, asio::buffer(".", 1), closed);
      asio::write(alive, asio::buffer("a", 1));
      next += 20ms;
    }
    return server.counts["timed_out"] == 2 && std::chrono::steady_clock::now() - begin > 500ms;
  }));
  EXPECT_TRUE(server.closed(silent));
  EXPECT_TRUE(server.closed(trickling));
  EXPECT_FALSE(server.closed(alive));
}

TEST(tcp_source, takes_no_more_connections_than_it_may) {
  octet_source server{{.connections_max = 2}};
  tcp::socket& first = server.connect();
  server.connect();
  ASSERT_TRUE(run_until(server.loop, [&] { return server.accepted == 2; }));
  tcp::socket& third = server.connect();
  EXPECT_TRUE(run_until(server.loop, [&] { return server.counts["too_many_connections"] == 1; }));
  EXPECT_TRUE(server.closed(third));
  first.close();
  ASSERT_TRUE(run_until(server.loop, [&] { return server.finished == 1; }));
  server.connect();
  EXPECT_TRUE(run_until(server.loop, [&] { return server.accepted == 3; }));
}

TEST(tcp_source, reads_a_flood_no_faster_than_its_rate_and_others_beside_it) {
  octet_source server{{.messages_per_s = 1'000}};
  tcp::socket& flood = server.connect();
  tcp::socket& calm = server.connect();
  asio::write(flood, asio::buffer(std::string(2'000, 'f')));
  ASSERT_TRUE(run_until(server.loop, [&] { return server.text.size() == 2'000; }));
  const auto begin = std::chrono::steady_clock::now();
  asio::write(flood, asio::buffer(std::string("g")));
  asio::write(calm, asio::buffer(std::string("c")));
  ASSERT_TRUE(run_until(server.loop, [&] { return server.text.ends_with('c'); }));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 500ms);
  ASSERT_TRUE(run_until(server.loop, [&] { return server.text.ends_with('g'); }));
  EXPECT_GT(std::chrono::steady_clock::now() - begin, 700ms);
  EXPECT_GE(server.counts["throttled"], 1);
}

TEST(tcp_source, reads_nothing_while_there_is_no_room) {
  octet_source server{{}};
  server.has_room = false;
  tcp::socket& peer = server.connect();
  asio::write(peer, asio::buffer(std::string("a")));
  const auto until = std::chrono::steady_clock::now() + 100ms;
  ASSERT_TRUE(run_until(server.loop, [&] { return std::chrono::steady_clock::now() > until; }));
  EXPECT_EQ(server.text, "");
  server.has_room = true;
  EXPECT_TRUE(run_until(server.loop, [&] { return server.text == "a"; }));
}

}  // namespace
}  // namespace beatwatch
