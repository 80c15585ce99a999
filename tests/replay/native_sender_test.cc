#include "replay/native_sender.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>
#include <zmq.hpp>

#include "beatwatch/v1/event.pb.h"
#include "engine/event.h"
#include "replay/event_batch.h"

namespace beatwatch {
namespace {

// A server that takes events as the real one does, but for the batches that `loses` names by their
// number of arrival.
class fake_server {
 public:
  explicit fake_server(std::function<bool(int arrival)> loses)
      : loses_(std::move(loses)), socket_(context_, zmq::socket_type::router) {
    socket_.set(zmq::sockopt::linger, 0);
    socket_.set(zmq::sockopt::rcvtimeo, 20);
    socket_.bind("tcp://127.0.0.1:*");
    endpoint_ = socket_.get(zmq::sockopt::last_endpoint);
    thread_ = std::thread{[this] { run(); }};
  }
  ~fake_server() {
    stop_ = true;
    thread_.join();
  }
  fake_server(const fake_server&) = delete;
  fake_server& operator=(const fake_server&) = delete;

  std::string endpoint() const { return endpoint_; }
  void refuse_with(std::string reason) { refusal_ = std::move(reason); }
  /// Only when nothing is under way any more.
  const std::map<std::string, std::vector<std::uint64_t>>& taken() const { return taken_; }

 private:
  void run() {
    int arrival = 0;
    while (!stop_) {
      zmq::message_t route;
      zmq::message_t empty;
      zmq::message_t body;
      if (!socket_.recv(route) || !socket_.recv(empty) || !socket_.recv(body)) {
        continue;
      }
      if (!loses_(++arrival)) {
        v1::EventBatch batch;
        ASSERT_TRUE(batch.ParseFromArray(body.data(), static_cast<int>(body.size())));
        socket_.send(route, zmq::send_flags::sndmore);
        socket_.send(zmq::message_t{}, zmq::send_flags::sndmore);
        socket_.send(zmq::buffer(take(batch).SerializeAsString()), zmq::send_flags::none);
      }
    }
  }

  v1::IngestReply take(const v1::EventBatch& batch) {
    std::vector<std::uint64_t>& taken = taken_[batch.source()];
    const auto newest = [&] { return taken.empty() ? 0 : taken.back(); };
    v1::IngestReply reply;
    reply.set_source(batch.source());
    reply.set_journal_writable(true);
    if (!refusal_.empty()) {
      reply.set_reject_reason(refusal_);
    } else if (batch.previous_seq() > newest()) {
      reply.set_reject_reason("gap");
    } else {
      for (const v1::Event& event : batch.events()) {
        if (event.source_seq() > newest()) {
          taken.push_back(event.source_seq());
        } else {
          reply.set_taken_before(reply.taken_before() + 1);
        }
      }
    }
    reply.set_acknowledged_seq(newest());
    return reply;
  }

  std::function<bool(int)> loses_;
  zmq::context_t context_;
  zmq::socket_t socket_;
  std::string endpoint_;
  std::string refusal_;
  std::atomic<bool> stop_ = false;
  std::map<std::string, std::vector<std::uint64_t>> taken_;
  std::thread thread_;
};

native_sender_settings settings_for(const fake_server& server) {
  return {.endpoint = server.endpoint(),
          .access = {},
          .window_batches = 8,
          .resend_after = std::chrono::milliseconds{100},
          .patience = std::chrono::seconds{60}};
}

outgoing_batch batch_of(const std::string& source, std::uint64_t first, std::uint64_t count) {
  std::vector<event> events;
  for (std::uint64_t i = 0; i < count; ++i) {
    events.push_back(
        {.received_at = {},
         .source = source,
         .source_seq = first + i,
         .body = status_changed{.unit = "CAR-01", .status = {}, .at = {}, .incident = ""}});
  }
  return make_event_batch(events, first - 1);
}

void send_all(native_sender& sender, int batches) {
  for (int i = 0; i < batches; ++i) {
    const auto first = static_cast<std::uint64_t>(i) * 10 + 1;
    sender.send(batch_of("cars", first, 10));
    sender.send(batch_of("radios", first, 10));
  }
  sender.drain();
}

void expect_each_once(const std::vector<std::uint64_t>& taken, std::uint64_t count) {
  ASSERT_EQ(taken.size(), count);
  for (std::uint64_t i = 0; i < count; ++i) {
    EXPECT_EQ(taken[i], i + 1);
  }
}

TEST(native_sender, is_acknowledged_for_everything) {
  fake_server server{[](int) { return false; }};
  native_sender_settings settings = settings_for(server);
  settings.resend_after = settings.patience;  // a slow machine is no loss
  native_sender sender{settings};
  send_all(sender, 50);
  expect_each_once(server.taken().at("cars"), 500);
  expect_each_once(server.taken().at("radios"), 500);
  EXPECT_EQ(sender.counts().sent, 100U);
}

TEST(native_sender, sends_again_what_was_lost_and_the_server_takes_it_once) {
  fake_server server{[](int arrival) { return arrival % 7 == 0; }};
  native_sender sender{settings_for(server)};
  send_all(sender, 40);
  expect_each_once(server.taken().at("cars"), 400);
  expect_each_once(server.taken().at("radios"), 400);
  EXPECT_GT(sender.counts().sent, 80U);
}

TEST(native_sender, tells_how_much_another_had_sent_under_the_same_numbers) {
  fake_server server{[](int) { return false; }};
  native_sender_settings settings = settings_for(server);
  settings.resend_after = settings.patience;
  native_sender first{settings};
  send_all(first, 3);
  EXPECT_TRUE(first.counts().taken_before.empty());
  native_sender second{settings};
  send_all(second, 4);
  EXPECT_EQ(second.counts().taken_before.at("cars"), 30U);
  EXPECT_EQ(second.counts().taken_before.at("radios"), 30U);
  expect_each_once(server.taken().at("cars"), 40);
}

TEST(native_sender, waits_for_a_server_that_is_away_for_a_while) {
  const auto back_at = std::chrono::steady_clock::now() + std::chrono::milliseconds{700};
  fake_server server{[back_at](int) { return std::chrono::steady_clock::now() < back_at; }};
  native_sender sender{settings_for(server)};
  send_all(sender, 5);
  expect_each_once(server.taken().at("cars"), 50);
  EXPECT_GE(std::chrono::steady_clock::now(), back_at);
}

TEST(native_sender, gives_up_on_silence_after_its_patience) {
  fake_server server{[](int) { return true; }};
  native_sender_settings settings = settings_for(server);
  settings.patience = std::chrono::seconds{1};
  native_sender sender{settings};
  EXPECT_THROW(send_all(sender, 1), std::runtime_error);
}

TEST(native_sender, reports_a_refusal) {
  fake_server server{[](int) { return false; }};
  server.refuse_with("unknown_source");
  native_sender sender{settings_for(server)};
  try {
    send_all(sender, 1);
    FAIL() << "the server refused";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string{error.what()}.find("unknown_source"), std::string::npos);
  }
}

}  // namespace
}  // namespace beatwatch
