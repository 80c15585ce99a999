#include "adapters/transport/zmq_router.h"

#include <array>
#include <utility>

#include "adapters/transport/zap_authenticator.h"

namespace beatwatch {
namespace {

constexpr int messages_per_turn = 64;

}  // namespace

zmq_router::zmq_router(asio::io_context& loop,
                       zmq::context_t& context,
                       const zmq_bind_settings& settings)
    : socket_(zmq_bind_server(context, zmq::socket_type::router, settings)),
      events_(loop, socket_),
      room_(loop) {
  // A reply to a peer that has gone is an error instead of a silent loss.
  socket_.set(zmq::sockopt::router_mandatory, true);
}

bool zmq_router::receive_one(router_handler& handler) {
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
  if (frames != 3 || empty.size() != 0) {
    handler.take_malformed(route.to_string());
    return true;
  }
  std::string client = client_of(body);
  handler.take({.route = route.to_string(), .client = std::move(client), .body = std::move(body)});
  return true;
}

asio::awaitable<void> zmq_router::run(router_handler& handler) {
  for (int in_turn = 0;;) {
    if (!handler.has_room()) {
      room_.expires_at(asio::steady_timer::time_point::max());
      boost::system::error_code resumed;
      co_await room_.async_wait(asio::redirect_error(asio::use_awaitable, resumed));
    } else if (!receive_one(handler)) {
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
  events_.sent();
  return sent;
}

}  // namespace beatwatch
