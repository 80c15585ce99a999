#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <zmq.hpp>

#include "adapters/transport/curve_keys.h"

namespace beatwatch {

/// How a server's socket is bound.
struct zmq_bind_settings {
  std::string endpoint;                      ///< port "*": any free one
  std::optional<curve_keys> keys;            ///< absent: no CURVE
  int sent_messages_max = 64;                ///< waiting for a peer to read them
  int received_messages_max = 16;            ///< of a peer, waiting for us
  int kernel_send_buffer_bytes = -1;         ///< of each connection; -1: as the system has it
  int kernel_receive_buffer_bytes = -1;      ///< of each connection; -1: as the system has it
  std::int64_t message_bytes_max = 1 << 20;  ///< of a frame; a peer that sends more is cut off
};

/// A socket with these settings, not bound yet, that keeps nothing behind when it is closed.
[[nodiscard]] zmq::socket_t zmq_server_socket(zmq::context_t& context,
                                              zmq::socket_type type,
                                              const zmq_bind_settings& settings);

/// Throws std::runtime_error, which names the endpoint.
void zmq_bind_server(zmq::socket_t& socket, const std::string& endpoint);

/// The endpoint with the actual port.
[[nodiscard]] std::string endpoint_of(const zmq::socket_t& socket);

}  // namespace beatwatch
