#pragma once
#include <filesystem>
#include <string>
#include <zmq.hpp>

namespace beatwatch {

/// How the tool reaches a server: without keys on its own machine, with CURVE anywhere else.
struct server_access {
  std::filesystem::path key_file;  ///< the tool's own pair, as `read_curve_keys` reads it
  std::string server_key;          ///< the server's public key, 40 characters of Z85
};

/// A socket that connects to `endpoint`, now or once the server is there, and keeps nothing behind
/// when it is closed. Throws `std::runtime_error` for an endpoint or key that is none, and when one
/// of key file and server key is given without the other.
zmq::socket_t connect_tool(zmq::context_t& context,
                           zmq::socket_type type,
                           const std::string& endpoint,
                           const server_access& access);

}  // namespace beatwatch
