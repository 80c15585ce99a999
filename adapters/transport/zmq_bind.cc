#include "adapters/transport/zmq_bind.h"

#include <fmt/format.h>

#include <stdexcept>

namespace beatwatch {

zmq::socket_t zmq_server_socket(zmq::context_t& context,
                                zmq::socket_type type,
                                const zmq_bind_settings& settings) {
  zmq::socket_t socket(context, type);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::sndhwm, settings.sent_messages_max);
  socket.set(zmq::sockopt::rcvhwm, settings.received_messages_max);
  socket.set(zmq::sockopt::sndbuf, settings.kernel_send_buffer_bytes);
  socket.set(zmq::sockopt::rcvbuf, settings.kernel_receive_buffer_bytes);
  socket.set(zmq::sockopt::maxmsgsize, settings.message_bytes_max);
  socket.set(zmq::sockopt::handshake_ivl, 10'000);  // ms: a peer that only connects goes away
  socket.set(zmq::sockopt::ipv6, settings.endpoint.starts_with("tcp://["));
  if (settings.keys) {
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, settings.keys->secret_key);
  }
  return socket;
}

void zmq_bind_server(zmq::socket_t& socket, const std::string& endpoint) {
  try {
    socket.bind(endpoint);
  } catch (const zmq::error_t& error) {
    throw std::runtime_error(fmt::format("{}: cannot bind: {}", endpoint, error.what()));
  }
}

std::string endpoint_of(const zmq::socket_t& socket) {
  return socket.get(zmq::sockopt::last_endpoint);
}

}  // namespace beatwatch
