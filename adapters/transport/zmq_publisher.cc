#include "adapters/transport/zmq_publisher.h"

#include "adapters/transport/zap_authenticator.h"

namespace beatwatch {
namespace {

constexpr int subscriptions_per_turn = 256;

// What the kernel holds for a subscriber beside its queue: a stalled one should find out soon, not
// after reading megabytes of the past.
constexpr int kernel_send_buffer_bytes = 256 << 10;

// What a subscriber that is cut off has sent is still read to the end.
constexpr int kernel_receive_buffer_bytes = 16 << 10;

constexpr connection_limits limits{.bytes_max = zmq_publisher::subscriptions_bytes_max,
                                   .bytes_of_all_max = 1 << 20};

// What a subscriber may send is its subscriptions: a byte and a prefix.
zmq_bind_settings for_publishing(zmq_bind_settings settings) {
  settings.message_bytes_max = zmq_publisher::topic_size_max;
  settings.kernel_send_buffer_bytes = kernel_send_buffer_bytes;
  settings.kernel_receive_buffer_bytes = kernel_receive_buffer_bytes;
  return settings;
}

}  // namespace

zmq_publisher::zmq_publisher(asio::io_context& loop,
                             zmq::context_t& context,
                             const zmq_bind_settings& settings)
    : socket_(zmq_server_socket(context, zmq::socket_type::xpub, for_publishing(settings))),
      events_(loop, socket_),
      guard_(context, socket_, limits, [this, &loop](std::uint64_t subscribers) {
        asio::post(loop, [this, subscribers] { look_at_peers(subscribers); });
      }) {
  socket_.set(zmq::sockopt::xpub_manual, true);
  zmq_bind_server(socket_, settings.endpoint);
}

void zmq_publisher::take_subscription(const zmq::message_t& message) {
  const std::string_view bytes = message.to_string_view();
  if (bytes.empty() || (bytes[0] != '\0' && bytes[0] != '\1')) {
    return;  // XSUB sockets may send other messages upstream; nothing here reads them
  }
  const std::string prefix(bytes.substr(1));
  if (bytes[0] == '\0') {
    socket_.set(zmq::sockopt::unsubscribe, prefix);
    handler_->unsubscribe(prefix);
  } else if (handler_->subscribe(client_of(message), prefix)) {
    socket_.set(zmq::sockopt::subscribe, prefix);  // of the subscriber that sent `message`
  }
}

void zmq_publisher::look_at_peers(std::uint64_t cut_off) {
  if (handler_ != nullptr && cut_off > 0) {
    handler_->cut_off(cut_off);
  }
  if (!events_.wake()) {
    guard_.took_all();
  }
}

asio::awaitable<void> zmq_publisher::run(subscription_handler& handler) {
  handler_ = &handler;
  for (int in_turn = 0;;) {
    zmq::message_t message;
    if (!socket_.recv(message, zmq::recv_flags::dontwait)) {
      guard_.took_all();
      in_turn = 0;
      co_await events_.wait();
      continue;
    }
    take_subscription(message);
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
  events_.wake();
}

}  // namespace beatwatch
