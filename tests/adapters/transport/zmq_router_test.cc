#include "adapters/transport/zmq_router.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>
#include <zmq_addon.hpp>

#include "tests/support/run_until.h"

namespace beatwatch {
namespace {

using namespace std::chrono_literals;

// Echoes bodies; waits with no room when told to.
struct echo : router_handler {
  zmq_router* router = nullptr;
  bool room = true;
  std::vector<std::string> taken;
  std::size_t malformed = 0;
  std::uint64_t cut = 0;

  [[nodiscard]] bool has_room() const override { return room; }
  void take(router_request request) override {
    taken.push_back(request.body.to_string());
    router->reply(request.route, "echo " + taken.back());
  }
  void take_malformed(std::string route) override {
    ++malformed;
    router->reply(route, "malformed");
  }
  void cut_off(std::uint64_t peers) override { cut += peers; }
};

class routers : public ::testing::Test {
 protected:
  routers()
      : router_(loop_,
                context_,
                {.endpoint = "tcp://127.0.0.1:*",
                 .keys = {},
                 .received_messages_max = 8,
                 .message_bytes_max = 4096}) {
    handler_.router = &router_;
    asio::co_spawn(loop_, router_.run(handler_), asio::detached);
  }

  zmq::socket_t dealer() {
    zmq::socket_t socket(context_, zmq::socket_type::dealer);
    socket.set(zmq::sockopt::linger, 0);
    socket.connect(router_.endpoint());
    return socket;
  }

  static void send(zmq::socket_t& socket, const std::vector<std::string>& frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      socket.send(zmq::buffer(frames[i]),
                  (i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none) |
                      zmq::send_flags::dontwait);
    }
  }

  // Runs the loop until a reply has come; "no reply" after a minute.
  std::string reply_to(zmq::socket_t& socket) {
    std::vector<zmq::message_t> frames;
    const bool came = run_until(loop_, [&] {
      return zmq::recv_multipart(socket, std::back_inserter(frames), zmq::recv_flags::dontwait)
          .has_value();
    });
    if (!came) {
      return "no reply";
    }
    return frames.size() == 2 && frames[0].size() == 0 ? frames[1].to_string() : "bad frames";
  }

  // Runs the loop for long enough that a reply would have come.
  bool hears_nothing(zmq::socket_t& socket) {
    loop_.run_for(500ms);
    std::vector<zmq::message_t> frames;
    return !zmq::recv_multipart(socket, std::back_inserter(frames), zmq::recv_flags::dontwait);
  }

  asio::io_context loop_;
  zmq::context_t context_;
  zmq_router router_;
  echo handler_;
};

TEST_F(routers, answer_a_dealer_and_a_req) {
  auto a = dealer();
  send(a, {"", "one"});
  EXPECT_EQ(reply_to(a), "echo one");
  zmq::socket_t req(context_, zmq::socket_type::req);
  req.set(zmq::sockopt::linger, 0);
  req.connect(router_.endpoint());
  req.send(zmq::buffer(std::string("two")), zmq::send_flags::none);
  zmq::message_t reply;
  ASSERT_TRUE(
      run_until(loop_, [&] { return req.recv(reply, zmq::recv_flags::dontwait).has_value(); }));
  EXPECT_EQ(reply.to_string(), "echo two");
}

TEST_F(routers, count_messages_of_a_wrong_form_and_serve_the_others) {
  auto good = dealer();
  auto bad = dealer();
  send(bad, {"no empty frame"});
  EXPECT_EQ(reply_to(bad), "malformed");
  send(bad, {"", "a", "frame too many"});
  EXPECT_EQ(reply_to(bad), "malformed");
  send(bad, {"not empty", "body"});
  EXPECT_EQ(reply_to(bad), "malformed");
  send(bad, std::vector<std::string>(100, "many"));
  EXPECT_EQ(reply_to(bad), "malformed");
  send(good, {"", "good"});
  EXPECT_EQ(reply_to(good), "echo good");
  EXPECT_EQ(handler_.malformed, 4u);
  EXPECT_EQ(handler_.taken.size(), 1u);
}

TEST_F(routers, cut_off_a_peer_that_sends_too_much_at_once) {
  auto good = dealer();
  auto bad = dealer();
  send(bad, {"", std::string(4097, 'x')});
  EXPECT_TRUE(hears_nothing(bad));
  send(good, {"", std::string(4096, 'x')});
  EXPECT_EQ(reply_to(good), "echo " + std::string(4096, 'x'));
}

TEST_F(routers, survive_bytes_that_are_not_zmtp) {
  std::mt19937 random(1);
  const std::string endpoint = router_.endpoint();
  const auto port = static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
  for (int i = 0; i < 50; ++i) {
    asio::ip::tcp::socket raw(loop_);
    raw.connect({asio::ip::address_v4::loopback(), port});
    std::string bytes(random() % 2000, '\0');
    for (char& c : bytes) {
      c = static_cast<char>(random());
    }
    if (i % 2 == 0) {  // a true greeting first, so that the noise reaches the next state
      bytes.insert(0, std::string("\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL", 16) + std::string(48, '\0'));
    }
    boost::system::error_code cut;
    asio::write(raw, asio::buffer(bytes), cut);
    loop_.run_for(1ms);
  }
  auto good = dealer();
  send(good, {"", "still here"});
  EXPECT_EQ(reply_to(good), "echo still here");
}

TEST_F(routers, make_senders_wait_while_there_is_no_room) {
  auto sender = dealer();
  sender.set(zmq::sockopt::sndhwm, 4);
  handler_.room = false;
  send(sender, {"", "waits"});
  EXPECT_TRUE(hears_nothing(sender));
  EXPECT_TRUE(handler_.taken.empty());
  handler_.room = true;
  router_.resume();
  EXPECT_EQ(reply_to(sender), "echo waits");
}

TEST_F(routers, lose_no_message_while_replies_go_out_on_the_same_socket) {
  // Replies use up edges of the shared descriptor; a receiver that trusted it would hang.
  constexpr std::size_t peers = 8;
  constexpr std::size_t messages = 4000;
  std::vector<zmq::socket_t> dealers;
  for (std::size_t i = 0; i < peers; ++i) {
    dealers.push_back(dealer());
  }
  for (std::size_t i = 0; i < messages; ++i) {
    send(dealers[i % peers], {"", "m"});
    loop_.poll();
  }
  EXPECT_TRUE(run_until(loop_, [&] { return handler_.taken.size() >= messages; }));
  EXPECT_EQ(handler_.taken.size(), messages);
}

TEST_F(routers, report_a_reply_to_a_peer_that_has_gone) {
  EXPECT_FALSE(router_.reply("nobody", "reply"));
}

}  // namespace
}  // namespace beatwatch
