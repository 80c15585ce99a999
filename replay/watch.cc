#include "replay/watch.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <iostream>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <zmq.hpp>

#include "adapters/sources/rfc3339.h"
#include "beatwatch/v1/feed.pb.h"
#include "replay/feed_follower.h"
#include "replay/json_line.h"
#include "replay/query_client.h"
#include "replay/watch_screen.h"

namespace beatwatch {
namespace {

constexpr std::string_view heartbeat_word = "heartbeat/";

std::int64_t end_of(const watch_options& options) {
  if (options.until.empty()) {
    return std::numeric_limits<std::int64_t>::max();
  }
  const auto until = parse_rfc3339(options.until);
  if (!until) {
    throw std::runtime_error{"--until: expected a time such as 2026-06-05T22:00:00Z, not \"" +
                             options.until + '"'};
  }
  return instant_to_ms(*until);
}

class watcher {
 public:
  explicit watcher(const watch_options& options)
      : json_(options.json),
        until_ms_(end_of(options)),
        socket_(connect_tool(context_, zmq::socket_type::sub, options.feed, options.access)),
        questions_(options.query, options.access),
        screen_(std::cout, options.board_every_min, options.rows) {
    constexpr int queued_messages = 200'000;
    socket_.set(zmq::sockopt::rcvhwm, queued_messages);
    for (const std::string& prefix : options.prefixes) {
      if (!prefix.ends_with('/')) {
        throw std::runtime_error{"expected topic prefixes that end in a slash, not \"" + prefix +
                                 '"'};
      }
      followers_.emplace_back(
          prefix,
          feed_follower::listener{.begin = [this, prefix] { screen_.begin(prefix); },
                                  .take = [this](const v1::FeedMessage& message,
                                                 bool fresh) { show(message, fresh); }});
      socket_.set(zmq::sockopt::subscribe, prefix);
      socket_.set(zmq::sockopt::subscribe, std::string{heartbeat_word} + prefix);
    }
  }

  void run() {
    std::array<zmq::pollitem_t, 1> items{{{socket_.handle(), 0, ZMQ_POLLIN, 0}}};
    while (now_ms_ < until_ms_) {
      join_where_needed();
      zmq::poll(items.data(), items.size(), std::chrono::milliseconds{200});
      receive_all();
      std::cout.flush();
    }
  }

 private:
  void join_where_needed() {
    for (feed_follower& follower : followers_) {
      if (follower.wants_snapshot()) {
        if (follower.losses() > 0 && !json_) {
          std::cout << "messages below " << follower.prefix()
                    << " were lost: starting again from a snapshot\n";
        }
        follower.take_snapshot(questions_.snapshot(follower.prefix()));
      }
    }
  }

  void receive_all() {
    zmq::message_t topic;
    zmq::message_t body;
    while (socket_.recv(topic, zmq::recv_flags::dontwait)) {
      if (topic.more() && socket_.recv(body, zmq::recv_flags::none)) {
        take(topic.to_string_view(), body);
      }
    }
  }

  void take(std::string_view topic, const zmq::message_t& body) {
    const auto parse = [&](google::protobuf::Message& message) {
      if (!message.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
        throw std::runtime_error{"the feed sent something on \"" + std::string{topic} +
                                 "\" that is not of this schema"};
      }
    };
    if (topic.starts_with(heartbeat_word)) {
      v1::Heartbeat heartbeat;
      parse(heartbeat);
      now_ms_ = std::max(now_ms_, heartbeat.engine_now_ms());
      for (feed_follower& follower : followers_) {
        follower.take(heartbeat);
      }
      if (json_) {
        std::cout << json_line(heartbeat) << '\n';
      } else {
        screen_.take(heartbeat);
      }
      return;
    }
    v1::FeedMessage message;
    parse(message);
    for (feed_follower& follower : followers_) {
      follower.take(topic, message);
    }
  }

  void show(const v1::FeedMessage& message, bool fresh) {
    if (json_) {
      std::cout << json_line(message) << '\n';
    } else {
      screen_.take(message, fresh);
    }
  }

  bool json_;
  std::int64_t until_ms_;
  std::int64_t now_ms_ = 0;
  zmq::context_t context_;
  zmq::socket_t socket_;
  query_client questions_;
  watch_screen screen_;
  std::deque<feed_follower> followers_;
};

}  // namespace

int watch(const watch_options& options) {
  watcher{options}.run();
  return 0;
}

}  // namespace beatwatch
