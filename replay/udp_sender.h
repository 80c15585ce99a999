#pragma once
#include <string>
#include <string_view>

#include "adapters/transport/asio.h"

namespace beatwatch {

/// Sends datagrams to one address.
class udp_sender {
 public:
  /// `target` is "udp://address:port", the address in numbers. Throws `std::runtime_error` for
  /// anything else.
  explicit udp_sender(const std::string& target);

  void send(std::string_view datagram);

 private:
  asio::io_context context_;
  asio::ip::udp::endpoint target_;
  asio::ip::udp::socket socket_;
};

}  // namespace beatwatch
