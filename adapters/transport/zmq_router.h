#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"
#include "adapters/transport/connection_guard.h"
#include "adapters/transport/zmq_bind.h"
#include "adapters/transport/zmq_socket_events.h"

namespace beatwatch {

/// A message [empty][body] of a DEALER or REQ.
struct router_request {
  std::string route;   ///< where the reply goes
  std::string client;  ///< name that goes with its CURVE key; empty without CURVE
  zmq::message_t body;
};

/// What takes the requests of a `zmq_router`. Called on the loop's thread.
class router_handler {
 public:
  router_handler() = default;
  router_handler(const router_handler&) = delete;
  router_handler& operator=(const router_handler&) = delete;
  virtual ~router_handler() = default;

  /// False: nothing is received until `zmq_router::resume`, so that senders wait.
  [[nodiscard]] virtual bool has_room() const = 0;
  virtual void take(router_request request) = 0;
  /// The message was not of the form [empty][body].
  virtual void take_malformed(std::string route) = 0;
  /// So many peers were cut off, because they sent too much or were too many.
  virtual void cut_off(std::uint64_t peers) = 0;
};

/// A ROUTER socket. What a peer sends is bounded in size (it is cut off beyond, also in the middle
/// of a message that does not end), in number (it waits) and in time on the loop (after some
/// messages it is others' turn); a message of a wrong form costs no other peer anything.
class zmq_router {
 public:
  zmq_router(asio::io_context& loop, zmq::context_t& context, const zmq_bind_settings& settings);

  [[nodiscard]] std::string endpoint() const { return endpoint_of(socket_); }

  /// Receives for ever; `handler` outlives the loop.
  asio::awaitable<void> run(router_handler& handler);

  /// Looks again whether the handler has room.
  void resume() { room_.cancel(); }

  /// Sends [empty][body]. False when the peer has gone or does not read its replies: it asks again.
  bool reply(const std::string& route, std::string_view body);

 private:
  /// False when there is none.
  bool receive_one();
  void look_at_peers(std::uint64_t cut_off);

  zmq::socket_t socket_;
  zmq_socket_events events_;
  asio::steady_timer room_;
  router_handler* handler_ = nullptr;  ///< null before `run`
  connection_guard guard_;
};

}  // namespace beatwatch
