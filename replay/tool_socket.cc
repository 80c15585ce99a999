#include "replay/tool_socket.h"

#include <stdexcept>

#include "adapters/transport/curve_keys.h"

namespace beatwatch {

zmq::socket_t connect_tool(zmq::context_t& context,
                           zmq::socket_type type,
                           const std::string& endpoint,
                           const server_access& access) {
  zmq::socket_t socket{context, type};
  socket.set(zmq::sockopt::linger, 0);
  socket.set(zmq::sockopt::sndhwm, 0);
  if (access.key_file.empty() != access.server_key.empty()) {
    throw std::runtime_error{"--key-file and --server-key: expected both or neither"};
  }
  try {
    if (!access.key_file.empty()) {
      const curve_keys own = read_curve_keys(access.key_file);
      socket.set(zmq::sockopt::curve_publickey, own.public_key);
      socket.set(zmq::sockopt::curve_secretkey, own.secret_key);
      socket.set(zmq::sockopt::curve_serverkey, access.server_key);
    }
    socket.connect(endpoint);
  } catch (const zmq::error_t& error) {
    throw std::runtime_error{endpoint + ": cannot connect: " + error.what()};
  }
  return socket;
}

}  // namespace beatwatch
