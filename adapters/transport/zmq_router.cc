#include "adapters/transport/zmq_router.h"

#include <array>
#include <utility>

#include "adapters/transport/zap_authenticator.h"

namespace beatwatch {
namespace {

constexpr int messages_per_turn = 64;
constexpr std::uint64_t kernel_buffer_bytes = 8 << 20;  // the most that Linux gives by itself

// Of one peer that means well: as many messages as may wait, and what waits in the kernel.
connection_limits limits_for(const zmq_bind_settings& settings) {
  const std::uint64_t of_one = static_cast<std::uint64_t>(settings.received_messages_max) *
                                   static_cast<std::uint64_t>(settings.message_bytes_max) +
                               kernel_buffer_bytes;
  return {.bytes_max = of_one, .bytes_of_all_max = 4 * of_one};
}

}  // namespace

zmq_router::zmq_router(asio::io_context& loop,
                       zmq::context_t& context,
                       const zmq_bind_settings& settings)
    : socket_(zmq_server_socket(context, zmq::socket_type::router, settings)),
      events_(loop, socket_),
      room_(loop),
      guard_(context, socket_, limits_for(settings), [this, &loop](std::uint64_t peers) {
        asio::post(loop, [this, peers] { look_at_peers(peers); });
      }) {
  // A reply to a peer that has gone is an error instead of a silent loss.
  socket_.set(zmq::sockopt::router_mandatory, true);
  zmq_bind_server(socket_, settings.endpoint);
}

bool zmq_router::receive_one() {
  zmq::message_t route;
  if (!socket_.recv(route, zmq::recv_flags::dontwait)) {
    return false;
  }
  zmq::message_t empty;
  zmq::message_t body;
  std::size_t frames = 1;
  zmq::message_t surplus;
  for (bool more = route.more(); more; ++frames) {
    // The frames of a message arrive together: these receives never wait.
    zmq::message_t& frame = frames == 1 ? empty : frames == 2 ? body : surplus;
    if (!socket_.recv(frame, zmq::recv_flags::none)) {
      break;
    }
    more = frame.more();
  }
  guard_.took(frames == 1 ? route : empty);
  if (frames != 3 || !empty.empty()) {
    handler_->take_malformed(route.to_string());
    return true;
  }
  std::string client = client_of(body);
  handler_->take(
      {.route = route.to_string(), .client = std::move(client), .body = std::move(body)});
  return true;
}

void zmq_router::look_at_peers(std::uint64_t cut_off) {
  if (handler_ != nullptr && cut_off > 0) {
    handler_->cut_off(cut_off);
  }
  if (!events_.wake()) {
    guard_.took_all();
  }
}

asio::awaitable<void> zmq_router::run(router_handler& handler) {
  handler_ = &handler;
  for (int in_turn = 0;;) {
    if (!handler_->has_room()) {
      room_.expires_at(asio::steady_timer::time_point::max());
      boost::system::error_code resumed;
      co_await room_.async_wait(asio::redirect_error(asio::use_awaitable, resumed));
    } else if (!receive_one()) {
      guard_.took_all();
      in_turn = 0;
      co_await events_.wait();
    } else if (++in_turn == messages_per_turn) {
      in_turn = 0;
      co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    }
  }
}

bool zmq_router::reply(const std::string& route, std::string_view body) {
  const std::array<zmq::const_buffer, 3> frames{
      zmq::buffer(route), zmq::const_buffer{}, zmq::buffer(body)};
  bool sent = true;
  try {
    for (std::size_t i = 0; i < frames.size() && sent; ++i) {
      const auto flags = zmq::send_flags::dontwait |
                         (i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
      sent = socket_.send(frames[i], flags).has_value();
    }
  } catch (const zmq::error_t&) {  // EHOSTUNREACH: no such peer any more
    sent = false;
  }
  events_.wake();
  return sent;
}

}  // namespace beatwatch
