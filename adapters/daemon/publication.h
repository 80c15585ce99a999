#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/access_rules.h"
#include "adapters/daemon/clock.h"
#include "adapters/daemon/engine_loop.h"
#include "adapters/daemon/feed_looks.h"
#include "adapters/daemon/record_answers.h"
#include "adapters/feeds/feed_item.h"
#include "adapters/feeds/prefix_watch.h"
#include "adapters/feeds/situation.h"
#include "adapters/transport/asio.h"
#include "adapters/transport/zmq_publisher.h"
#include "beatwatch/v1/feed.pb.h"

namespace beatwatch {

/// What publishing is built on; all of it outlives it.
struct publication_parts {
  zmq_publisher& publisher;
  engine_loop& loop;
  situation& released;
  const access_rules& rules;
  record_answers& records;
  const clock_port& clock;
  /// The state of the server in a heartbeat; the prefix and its number are filled in here.
  std::function<void(v1::Heartbeat&)> describe;
  /// Who else is told each time: without a prefix.
  std::function<void(const v1::Heartbeat&)> beat;
};

/// Sends released messages to those who subscribe, and once a second a heartbeat for each prefix
/// that is watched. Who subscribes to "heartbeat/unit/" watches "unit/", and needs the right to
/// "unit/" for it; "" watches everything.
class publication : public subscription_handler {
 public:
  publication(asio::io_context& loop, publication_parts parts);

  /// Begins with heartbeats and subscriptions.
  void start();

  void release(std::vector<feed_item> items);
  /// Beside those of each second, when the server's state has changed.
  void send_heartbeats();

  [[nodiscard]] bool subscribe(std::string_view client, std::string_view prefix) override;
  void unsubscribe(std::string_view prefix) override;
  void cut_off(std::uint64_t subscribers) override;

 private:
  void keep_beating();

  asio::io_context& loop_;
  publication_parts parts_;
  asio::steady_timer timer_;
  prefix_watch watch_;
  feed_looks looks_;
};

}  // namespace beatwatch
