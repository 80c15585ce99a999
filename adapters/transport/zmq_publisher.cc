#include "adapters/transport/zmq_publisher.h"

#include "adapters/transport/zap_authenticator.h"

namespace beatwatch {
namespace {

constexpr int subscriptions_per_turn = 256;

// What the kernel holds for a subscriber beside its queue: a stalled one should find out soon, not
// after reading megabytes of the past.
constexpr int kernel_buffer_bytes = 256 << 10;

// What a subscriber may send is its subscriptions: a byte and a prefix.
zmq_bind_settings for_publishing(zmq_bind_settings settings) {
  settings.message_bytes_max = zmq_publisher::topic_size_max;
  settings.kernel_send_buffer_bytes = kernel_buffer_bytes;
  return settings;
}

}  // namespace

zmq_publisher::zmq_publisher(asio::io_context& loop,
                             zmq::context_t& context,
                             zmq_bind_settings settings)
    : socket_(
          zmq_bind_server(context, zmq::socket_type::xpub, for_publishing(std::move(settings)))),
      events_(loop, socket_) {
  socket_.set(zmq::sockopt::xpub_manual, true);
}

void zmq_publisher::take_subscription(const zmq::message_t& message,
                                      subscription_handler& handler) {
  const std::string_view bytes = message.to_string_view();
  if (bytes.empty() || (bytes[0] != '\0' && bytes[0] != '\1')) {
    return;  // XSUB sockets may send other messages upstream; nothing here reads them
  }
  const std::string prefix(bytes.substr(1));
  if (bytes[0] == '\0') {
    socket_.set(zmq::sockopt::unsubscribe, prefix);
    handler.unsubscribe(prefix);
  } else if (handler.subscribe(client_of(message), prefix)) {
    socket_.set(zmq::sockopt::subscribe, prefix);  // of the subscriber that sent `message`
  }
}

asio::awaitable<void> zmq_publisher::run(subscription_handler& handler) {
  for (int in_turn = 0;;) {
    zmq::message_t message;
    if (!socket_.recv(message, zmq::recv_flags::dontwait)) {
      in_turn = 0;
      co_await events_.wait();
      continue;
    }
    take_subscription(message, handler);
    if (++in_turn == subscriptions_per_turn) {
      in_turn = 0;
      co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    }
  }
}

void zmq_publisher::publish(std::span<const published_message> messages) {
  for (const published_message& message : messages) {
    socket_.send(zmq::buffer(message.topic), zmq::send_flags::sndmore | zmq::send_flags::dontwait);
    socket_.send(zmq::buffer(message.body), zmq::send_flags::dontwait);
  }
  events_.sent();
}

}  // namespace beatwatch
