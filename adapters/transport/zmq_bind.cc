#include "adapters/transport/zmq_bind.h"

#include <fmt/format.h>

#include <stdexcept>

namespace beatwatch {

zmq::socket_t zmq_bind_server(zmq::context_t& context,
                              zmq::socket_type type,
                              const zmq_bind_settings& settings) {
  zmq::socket_t socket(context, type);
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::sndhwm, settings.sent_messages_max);
  socket.set(zmq::sockopt::rcvhwm, settings.received_messages_max);
  socket.set(zmq::sockopt::sndbuf, settings.kernel_send_buffer_bytes);
  socket.set(zmq::sockopt::maxmsgsize, settings.message_bytes_max);
  socket.set(zmq::sockopt::handshake_ivl, 10'000);  // ms: a peer that only connects goes away
  socket.set(zmq::sockopt::ipv6, settings.endpoint.starts_with("tcp://["));
  if (settings.keys) {
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, settings.keys->secret_key);
  }
  try {
    socket.bind(settings.endpoint);
  } catch (const zmq::error_t& error) {
    throw std::runtime_error(fmt::format("{}: cannot bind: {}", settings.endpoint, error.what()));
  }
  return socket;
}

std::string endpoint_of(const zmq::socket_t& socket) {
  return socket.get(zmq::sockopt::last_endpoint);
}

}  // namespace beatwatch
