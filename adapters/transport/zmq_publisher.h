#pragma once
#include <span>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"
#include "adapters/transport/connection_guard.h"
#include "adapters/transport/zmq_bind.h"
#include "adapters/transport/zmq_socket_events.h"

namespace beatwatch {

/// One message as it goes out: [topic][body].
struct published_message {
  std::string topic;
  std::string body;
};

/// Who may subscribe, and what is subscribed to. Called on the loop's thread.
class subscription_handler {
 public:
  subscription_handler() = default;
  subscription_handler(const subscription_handler&) = delete;
  subscription_handler& operator=(const subscription_handler&) = delete;
  virtual ~subscription_handler() = default;

  /// Of one client to one prefix; false: it gets nothing. `client` is empty without CURVE.
  [[nodiscard]] virtual bool subscribe(std::string_view client, std::string_view prefix) = 0;
  /// Once for each call of `subscribe`, whatever it returned, also when the client goes away.
  virtual void unsubscribe(std::string_view prefix) = 0;
  /// So many subscribers were cut off, because they sent too much or were too many.
  virtual void cut_off(std::uint64_t subscribers) = 0;
};

/// An XPUB socket. Publishing never waits: a subscriber that reads too slowly loses what is beyond
/// its queue, by itself, and finds out by the numbers in what it gets later. A subscriber that has
/// sent more than `subscriptions_bytes_max` is cut off.
class zmq_publisher {
 public:
  static constexpr std::size_t topic_size_max = 512;
  static constexpr std::uint64_t subscriptions_bytes_max = 128 << 10;

  /// `settings.sent_messages_max` is the length of each subscriber's queue.
  zmq_publisher(asio::io_context& loop, zmq::context_t& context, const zmq_bind_settings& settings);

  [[nodiscard]] std::string endpoint() const { return endpoint_of(socket_); }

  /// Takes subscriptions for ever; `handler` outlives the loop.
  asio::awaitable<void> run(subscription_handler& handler);

  void publish(std::span<const published_message> messages);

 private:
  void take_subscription(const zmq::message_t& message);
  void look_at_peers(std::uint64_t cut_off);

  zmq::socket_t socket_;
  zmq_socket_events events_;
  subscription_handler* handler_ = nullptr;  ///< null before `run`
  connection_guard guard_;
};

}  // namespace beatwatch
