#include "adapters/transport/zmq_publisher.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>
#include <zmq_addon.hpp>

#include "tests/support/run_until.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// Everybody gets what they ask for, but nothing below "secret/".
struct subscriptions : subscription_handler {
  std::multiset<std::string> wanted;
  std::uint64_t cut = 0;

  bool subscribe(std::string_view, std::string_view prefix) override {
    wanted.emplace(prefix);
    return !prefix.starts_with("secret/");
  }
  void unsubscribe(std::string_view prefix) override {
    wanted.erase(wanted.find(std::string(prefix)));
  }
  void cut_off(std::uint64_t subscribers) override { cut += subscribers; }
};

class publishers : public ::testing::Test {
 protected:
  publishers()
      : publisher_(loop_,
                   context_,
                   {.endpoint = "tcp://127.0.0.1:*", .keys = {}, .sent_messages_max = 1000}) {
    asio::co_spawn(loop_, publisher_.run(subscriptions_), asio::detached);
  }

  zmq::socket_t subscriber(const std::vector<std::string>& prefixes) {
    zmq::socket_t socket(context_, zmq::socket_type::sub);
    socket.set(zmq::sockopt::linger, 0);
    for (const std::string& prefix : prefixes) {
      socket.set(zmq::sockopt::subscribe, prefix);
    }
    socket.connect(publisher_.endpoint());
    const std::size_t before = subscriptions_.wanted.size();
    EXPECT_TRUE(
        run_until(loop_, [&] { return subscriptions_.wanted.size() >= before + prefixes.size(); }));
    return socket;
  }

  void publish(const std::string& topic, const std::string& body) {
    const published_message message{.topic = topic, .body = body};
    publisher_.publish({&message, 1});
  }

  // `at_least` messages, however long they take, and all that follow within 100 ms.
  static std::vector<std::string> drain(zmq::socket_t& socket, std::size_t at_least = 0) {
    std::vector<std::string> got;
    std::vector<zmq::message_t> frames;
    do {
      if (!frames.empty()) {
        got.push_back(frames.at(0).to_string() + " " + frames.at(1).to_string());
        frames.clear();
      }
      socket.set(zmq::sockopt::rcvtimeo, got.size() < at_least ? 60'000 : 100);
    } while (zmq::recv_multipart(socket, std::back_inserter(frames)));
    return got;
  }

  asio::io_context loop_;
  zmq::context_t context_;
  zmq_publisher publisher_;
  subscriptions subscriptions_;
};

TEST_F(publishers, send_a_topic_to_those_who_want_its_prefix) {
  auto units = subscriber({"unit/"});
  auto one = subscriber({"unit/A1/"});
  publish("unit/A1/", "1");
  publish("unit/B2/", "2");
  publish("visit/z/", "3");
  EXPECT_EQ(drain(units, 2), (std::vector<std::string>{"unit/A1/ 1", "unit/B2/ 2"}));
  EXPECT_EQ(drain(one, 1), (std::vector<std::string>{"unit/A1/ 1"}));
}

TEST_F(publishers, send_nothing_to_who_may_not_subscribe) {
  auto curious = subscriber({"secret/", "unit/"});
  auto narrower = subscriber({"secret/x/"});
  publish("secret/x/", "1");
  publish("unit/A1/", "2");
  EXPECT_EQ(drain(curious, 1), (std::vector<std::string>{"unit/A1/ 2"}));
  EXPECT_TRUE(drain(narrower).empty());
}

TEST_F(publishers, hear_of_every_subscription_and_its_end) {
  auto a = subscriber({"unit/"});
  auto b = subscriber({"unit/", "secret/"});
  EXPECT_EQ(subscriptions_.wanted, (std::multiset<std::string>{"secret/", "unit/", "unit/"}));
  a.close();
  b.set(zmq::sockopt::unsubscribe, "secret/");
  EXPECT_TRUE(run_until(loop_, [&] { return subscriptions_.wanted.size() <= 1; }));
  EXPECT_EQ(subscriptions_.wanted, (std::multiset<std::string>{"unit/"}));
  publish("unit/A1/", "1");
  EXPECT_EQ(drain(b, 1).size(), 1u);
}

TEST_F(publishers, are_not_held_up_by_a_subscriber_that_does_not_read) {
  zmq::socket_t stalled(context_, zmq::socket_type::sub);
  stalled.set(zmq::sockopt::linger, 0);
  stalled.set(zmq::sockopt::rcvhwm, 10);
  stalled.set(zmq::sockopt::rcvbuf, 4096);
  stalled.set(zmq::sockopt::subscribe, "unit/");
  stalled.connect(publisher_.endpoint());
  auto reading = subscriber({"unit/"});
  reading.set(zmq::sockopt::rcvtimeo, 60'000);
  const std::string body(1000, 'x');
  std::size_t read = 0;
  constexpr std::size_t sent = 20'000;
  for (std::size_t i = 0; i < sent; ++i) {
    publish("unit/A1/", std::to_string(i) + " " + body);
    std::vector<zmq::message_t> frames;
    ASSERT_TRUE(zmq::recv_multipart(reading, std::back_inserter(frames))) << i;
    read += frames.at(1).to_string_view().starts_with(std::to_string(i) + " ") ? 1 : 0;
  }
  EXPECT_EQ(read, sent);
  EXPECT_LT(drain(stalled).size(), sent) << "it lost its backlog";
}

TEST_F(publishers, ignore_what_an_xsub_sends_upstream) {
  zmq::socket_t xsub(context_, zmq::socket_type::xsub);
  xsub.set(zmq::sockopt::linger, 0);
  xsub.connect(publisher_.endpoint());
  for (const std::string noise : {"", "\2noise", "\xff", "unit/"}) {
    xsub.send(zmq::buffer(noise), zmq::send_flags::none);
  }
  auto units = subscriber({"unit/"});
  publish("unit/A1/", "1");
  EXPECT_EQ(drain(units, 1).size(), 1u);
  EXPECT_EQ(subscriptions_.wanted.size(), 1u);
}

}  // namespace
}  // namespace beatwatch
